"""The words for codes are written in several files and joined; no file may take a kind of code from another."""

import ast
from collections import Counter
from pathlib import Path

UI = Path(__file__).parents[2] / "traedesten" / "ui"


def kinds(path: Path) -> list[str]:
    """The kinds of code that a file has words for."""
    assigned = (node.value for node in ast.parse(path.read_text()).body if isinstance(node, ast.Assign))
    tables = (value for value in assigned if isinstance(value, ast.Dict))
    return [key.value for table in tables for key in table.keys if isinstance(key, ast.Constant)]


def test_each_kind_of_code_has_its_words_in_one_place():
    found = Counter(kind for path in UI.glob("*labels.py") for kind in kinds(path))
    assert len(found) > 40
    assert [kind for kind, times in found.items() if times > 1] == []
