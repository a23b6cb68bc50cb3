"""docs/glossary.md and the code use the same words."""

import ast
import re

from tests.house.source import ROOT, Source, classes, dotted, model_classes, python

GLOSSARY = ROOT / "docs" / "glossary.md"
LATER = re.compile(r"\b(later|senere)\b", re.IGNORECASE)


def missing_words(glossary: str, models: set[str]) -> list[str]:
    """The models that the glossary does not name."""
    return sorted(models - set(re.findall(r"\w+", glossary)))


def unknown_words(glossary: str, known: set[str]) -> list[str]:
    """The names in the first column that nothing in the code bears, but for rows marked as later."""
    found = []
    for line in glossary.splitlines():
        if not line.startswith("|") or LATER.search(line):
            continue
        first = re.sub(r"\([^)]*\)", "", line.split("|")[1])
        found += [name for name in re.findall(r"\b[A-Z]\w*", first) if name not in known]
    return found


def names_in(sources: list[Source]) -> set[str]:
    """All class names, and the members of enumerations: `BRIDGE_BUILDER` counts as BridgeBuilder."""
    names = set()
    for source in sources:
        for item in classes(source):
            names.add(item.name)
            targets = [dotted(part) for line in item.body if isinstance(line, ast.Assign) for part in line.targets]
            names |= {name.title().replace("_", "") for name in targets if name.isupper()}
    return names


def test_every_model_is_in_the_glossary():
    models = set(model_classes(python("traedesten")))
    assert missing_words(GLOSSARY.read_text(encoding="utf-8"), models) == []


def test_every_word_of_the_glossary_is_in_the_code():
    known = names_in(python("traedesten"))
    assert unknown_words(GLOSSARY.read_text(encoding="utf-8"), known) == []


def test_differences_are_seen():
    glossary = "| in code | Danish |\n|---|---|\n| `Journey`, Guide (a Volunteer) | forløb |\n| Score | later |\n"
    assert missing_words(glossary, {"Journey", "Stone"}) == ["Stone"]
    assert unknown_words(glossary, {"Journey"}) == ["Guide"]


def test_members_of_enumerations_count():
    source = Source("traedesten/domain/access.py", "class Role(StrEnum):\n    BRIDGE_BUILDER = 'b'\n")
    assert names_in([source]) == {"Role", "BridgeBuilder"}
