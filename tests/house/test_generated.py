"""What is generated from the sources is up to date with them."""

import subprocess
import sys

import pytest

from tests.house.source import ROOT


def run(*arguments: str) -> tuple[int, str]:
    """The exit code of a tool and what it had to complain about."""
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True)
    return done.returncode, done.stderr


def test_every_text_has_english():
    assert run("tools/messages.py", "check") == (0, "")


@pytest.mark.skipif(not (ROOT / "tools/generate_docs.py").exists(), reason="no generated pages yet")
def test_the_generated_pages_are_fresh():
    code, complaint = run("tools/generate_docs.py", "--check")
    assert code == 0, complaint
