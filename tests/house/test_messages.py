"""Every text marked for translation is one that the extractor finds, also where it cannot look."""

import ast

from tests.house.source import Source, calls, dotted, python
from tools import messages

KEYWORDS = set(messages.KEYWORDS)


def marked(source: Source) -> list[tuple[str | None, messages.Text]]:
    """The literal texts that the code marks, read as a tree: inside f-strings as well, on every Python."""
    found = []
    for call in calls(source.tree()):
        name = dotted(call.func).split(".")[-1]
        if name in KEYWORDS:
            values = tuple(part.value if isinstance(part, ast.Constant) else None for part in call.args)
            found.append(messages.entry_of("gettext" if name == "_" else name, values) if values else None)
    return [entry for entry in found if entry]


def test_every_text_in_the_code_is_in_the_catalogue():
    catalogue = messages.read()
    known = {(entry.context, entry.id) for entry in catalogue if entry.id}
    sources = [source for source in python("traedesten") if not source.is_migration]
    assert [(source.path, text) for source in sources for text in marked(source) if text not in known] == []


def test_a_text_inside_an_f_string_is_seen():
    code = "f\"{_('Goddag')}.\"\nngettext('%(n)d dag', '%(n)d dage', n)\npgettext_lazy('uge', 'Man')\n_(name)\n_()"
    assert set(marked(Source("traedesten/home/day.py", code))) == {
        (None, "Goddag"),
        (None, ("%(n)d dag", "%(n)d dage")),
        ("uge", "Man"),
    }
