"""An action is keyword-only, atomic, permitted and recorded, and one can see it."""

import ast

from tests.house.source import Source, ast_function, calls, dotted, python

# Rooms below the audit, and the audit itself, cannot record.
CANNOT_RECORD = {"audit", "tenancy", "vault"}

# "room.function" → why one of the rules does not hold for it
ALLOWED: dict[str, str] = {
    "offers.make": "written with by the actions of two rooms, each of which asks and tells",
    "offers.make_all": "the same",
    "offers.change": "the same",
    "sources.undo_one": "undone with by two actions, each of which asks and tells",
}


def public_functions(source: Source) -> list[ast_function]:
    return [node for node in source.tree().body if isinstance(node, ast_function) and node.name[0] != "_"]


def action_files(sources: list[Source]) -> list[Source]:
    return [source for source in sources if source.floor == "actions" and source.room not in CANNOT_RECORD]


def action_names(sources: list[Source]) -> set[str]:
    return {
        action.name
        for source in action_files(sources)
        for action in public_functions(source)
        if f"{source.room}.{action.name}" not in ALLOWED
    }


def faults_of(source: Source, actions: set[str]) -> list[str]:
    """What the public functions of an actions file lack; `actions` are the names of all actions there are."""
    return [
        f"{source.room}.{action.name}: {fault}"
        for action in public_functions(source)
        if f"{source.room}.{action.name}" not in ALLOWED
        for fault in lacks(action, actions)
    ]


def lacks(action: ast_function, actions: set[str]) -> list[str]:
    """The rules that one action breaks."""
    faults = []
    if action.args.posonlyargs or action.args.args or action.args.vararg:
        faults.append("takes positional arguments")
    named = {argument.arg for argument in action.args.kwonlyargs}
    if acts_by_itself(action):
        named.add("by")
    faults += [f"does not take {name}" for name in ("by", "now") if name not in named]
    if not {"transaction.atomic", "atomic"} & {dotted(decorator) for decorator in action.decorator_list}:
        faults.append("is not atomic")
    called = {dotted(call.func).split(".")[-1] for call in calls(action)}
    called |= {"record"} & {name.removesuffix("_each") for name in called}
    if not called & (actions - {action.name}):
        faults += [f"does not {name}" for name in ("require", "record") if name not in called]
    return faults


def acts_by_itself(action: ast_function) -> bool:
    """Whether a job, with nobody behind it, says so: `by = system(…)`."""
    return any(
        isinstance(line, ast.Assign)
        and [dotted(target) for target in line.targets] == ["by"]
        and dotted(line.value) == "system()"
        for line in action.body
    )


def test_every_action_is_keyword_only_atomic_permitted_and_recorded():
    sources = python("traedesten")
    names = action_names(sources)
    assert [fault for source in action_files(sources) for fault in faults_of(source, names)] == []


def test_every_exception_is_still_there():
    sources = action_files(python("traedesten"))
    there = {f"{source.room}.{action.name}" for source in sources for action in public_functions(source)}
    assert sorted(set(ALLOWED) - there) == []


def test_a_careless_action_is_seen():
    source = Source("traedesten/journeys/actions.py", "def close(journey, *, by):\n    journey.save()\n")
    assert faults_of(source, {"close"}) == [
        "journeys.close: takes positional arguments",
        "journeys.close: does not take now",
        "journeys.close: is not atomic",
        "journeys.close: does not require",
        "journeys.close: does not record",
    ]


def test_an_action_may_leave_the_rest_to_another():
    text = "@transaction.atomic\ndef accept(*, by, now):\n    journeys.actions.open_journey(by=by, now=now)\n"
    assert faults_of(Source("traedesten/referrals/actions.py", text), {"accept", "open_journey"}) == []


def test_a_job_may_act_by_itself():
    text = "@transaction.atomic\ndef seal(*, now):\n    by = system(1)\n    require(by)\n    record(by=by)\n"
    assert lacks(ast.parse(text).body[0], set()) == []


def test_a_call_to_itself_is_not_delegation():
    tree = ast.parse("@transaction.atomic\ndef accept(*, by, now):\n    accept(by=by, now=now)\n")
    assert lacks(tree.body[0], {"accept"}) == ["does not require", "does not record"]
