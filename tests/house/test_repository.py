"""What lies in the repository works on every machine, and says nothing about the one it was made on."""

import json
import re

from tests.house.source import Source, files

MACHINE = re.compile(r"(?<![\w.])/(work|root|opt/wheels|home/[a-z]+)/")
# Put together here, so that this file does not break its own rule.
REGISTRY = re.compile("|".join(["pypi" + r"\.org", "python" + r"hosted\.org", "registry" + r"\.(npmjs|yarnpkg)"]))
PIP_ADDRESS = re.compile(r"^\s*--(index-url|extra-index-url|find-links|trusted-host)", re.MULTILINE)


def machine_marks(source: Source) -> list[str]:
    """Paths of one machine and addresses of package registries."""
    found = [match[0] for pattern in (MACHINE, REGISTRY) for match in pattern.finditer(source.text)]
    if source.path.startswith("requirements/"):
        found += [match[0].strip() for match in PIP_ADDRESS.finditer(source.text)]
    return [f"{source.path}: {mark}" for mark in found]


def addresses_in_lock(text: str) -> list[str]:
    """The packages of a package-lock.json that name where they were downloaded."""
    return [name for name, entry in json.loads(text)["packages"].items() if "resolved" in entry]


def test_no_file_names_a_machine_or_a_registry():
    assert [mark for source in files() for mark in machine_marks(source)] == []


def test_the_lock_file_names_no_addresses():
    locks = [source for source in files() if source.path == "package-lock.json"]
    assert [addresses_in_lock(lock.text) for lock in locks] == [[]]


def test_marks_are_seen():
    text = "--index-url x\n/" + "work/main\nhttps://pypi" + ".org/simple"
    assert machine_marks(Source("requirements/base.txt", text)) == [
        "requirements/base.txt: /" + "work/",
        "requirements/base.txt: pypi" + ".org",
        "requirements/base.txt: --index-url",
    ]
    assert addresses_in_lock('{"packages": {"a": {"resolved": "x"}, "b": {}}}') == ["a"]
