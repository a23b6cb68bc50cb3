"""Only actions and models write to the database."""

import ast

from tests.house.source import Source, calls, dotted, python

WRITES = {
    "save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create",
    "asave", "acreate", "aupdate", "adelete", "abulk_create", "abulk_update", "aget_or_create",
    "aupdate_or_create",
}  # fmt: skip
MAY_WRITE = {"actions", "models", "migrations"}

# Last word of a receiver that is no row and no query: a dict, a set, a hash, a module of actions.
PLAIN = {
    "actions", "attrs", "cache", "context", "digest", "environ", "fields", "headers", "initial", "kwargs",
    "options", "os", "parameters", "session", "widget",
}  # fmt: skip
MAKES_PLAIN = ("dict", "set", "Counter", "hashlib.", "hmac.")

# path → the calls it may make, and why
ALLOWED: dict[str, dict[str, str]] = {
    "traedesten/demo/portraits.py": {"image.resize().save": "a picture, into memory"},
    "traedesten/people/pictures.py": {"ImageOps.fit().save": "a picture, into memory"},
    "traedesten/ui/codes.py": {"segno.make().save": "a QR code, into memory"},
}


def unwelcome_writes(source: Source) -> list[str]:
    """The calls in a file that look like a write to the database, as path:line: call."""
    if not source.room or source.floor in MAY_WRITE:
        return []
    plain = PLAIN | plain_names(source.tree())
    found = []
    for call in calls(source.tree()):
        name = dotted(call.func)
        receiver, _, verb = name.rpartition(".")
        if verb not in WRITES or not receiver or receiver.split(".")[-1] in plain:
            continue
        if name not in ALLOWED.get(source.path, {}):
            found.append(f"{source.path}:{call.lineno}: {name}")
    return found


def plain_names(tree: ast.Module) -> set[str]:
    """Names that the file itself binds to a dict, a set or a hash."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            targets, value = node.targets, node.value
        elif isinstance(node, ast.AnnAssign) and node.value:
            targets, value = [node.target], node.value
        else:
            continue
        is_display = isinstance(value, ast.Dict | ast.DictComp | ast.Set | ast.SetComp)
        is_made = isinstance(value, ast.Call) and dotted(value.func).startswith(MAKES_PLAIN)
        if is_display or is_made:
            names |= {dotted(target).split(".")[-1] for target in targets}
    return names


def test_only_actions_and_models_write():
    assert [fault for source in python("traedesten") for fault in unwelcome_writes(source)] == []


def test_every_exception_is_still_needed():
    texts = {source.path: source for source in python("traedesten")}
    made = {path: {dotted(call.func) for call in calls(texts[path].tree())} for path in ALLOWED if path in texts}
    stale = [(path, name) for path, names in ALLOWED.items() for name in names if name not in made.get(path, ())]
    assert stale == []


def test_a_write_in_a_view_is_seen():
    text = (
        "def close(request):\n    journey.contacts.create(note='')\n    form.save()\n    rows.filter(x=1).delete()\n"
    )
    assert unwelcome_writes(Source("traedesten/journeys/views.py", text)) == [
        "traedesten/journeys/views.py:2: journey.contacts.create",
        "traedesten/journeys/views.py:3: form.save",
        "traedesten/journeys/views.py:4: rows.filter().delete",
    ]


def test_a_dict_may_be_updated():
    text = "totals = {}\ntotals.update(a=1)\nself.fields.update(b=2)\nhasher = hashlib.sha256()\nhasher.update(b'')\n"
    assert unwelcome_writes(Source("traedesten/journeys/views.py", text)) == []


def test_an_action_may_write():
    assert unwelcome_writes(Source("traedesten/journeys/actions/close.py", "journey.save()")) == []
