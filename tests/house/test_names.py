"""Names are words of the field."""

import ast
import re

from tests.house.source import Source, ast_function, dotted, python

MODULES = {"utils", "util", "common", "helpers", "helper", "services", "service", "managers", "misc"}
WORDS = {
    "manager",
    "helper",
    "util",
    "utils",
    "service",
    "handler",
    "processor",
    "data",
    "info",
    "misc",
    "tmp",
}
INSTEAD = {
    "Case": "Referral or Journey",
    "Client": "Participant",
    "Patient": "Participant",
    "Citizen": "Participant",
    "NextOfKin": "Relative",
    "LinkWorker": "Guide",
    "Agent": "Guide",
    "Leader": "Facilitator",
    "MunicipalWorker": "BridgeBuilder",
    "Pathway": "Journey",
    "Contract": "Agreement",
    "NeedsAssessment": "Wishes",
    "Encounter": "Contact",
    "Activity": "Offer",
    "Provider": "Offer",
    "Match": "Introduction",
    "Enrolment": "Introduction",
    "Todo": "FollowUp",
    "Escalation": "Handover",
    "Meeting": "GroupSession",
    "Survey": "Instrument",
    "Permission": "Consent",
    "Tenant": "Site",
    "Org": "Site",
    "Supervision": "Sparring",
    "Project": "Initiative",
}
# Names that Django or Python asks for, and terms of cryptography, PostgreSQL and the browser.
GIVEN = {
    "DataKey",
    "data_dir",
    "service_worker",
    "get_context_data",
    "context_data",
    "tzinfo",
    "handler403",
    "handler404",
    "handler500",
    "package_data",
    "receive_data_chunk",
}


def badly_named(source: Source) -> list[str]:
    """Modules, classes, functions, arguments and variables that carry a banned word."""
    words = re.split(r"[/.]", source.path.removesuffix(".py"))
    faults = [f"{source.path}: a module called {word}" for word in words if word in MODULES]
    for line, name, is_manager in defined_names(source.tree()):
        if name in INSTEAD:
            faults.append(f"{source.path}:{line}: {name}, say {INSTEAD[name]}")
        elif name not in GIVEN and not is_manager and set(words_of(name)) & WORDS:
            faults.append(f"{source.path}:{line}: {name}")
    return faults


def defined_names(tree: ast.Module) -> list[tuple[int, str, bool]]:
    """(line, name, whether it is one of Django's managers) of all that a file defines."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            found.append((node.lineno, node.name, any("Manager" in dotted(base) for base in node.bases)))
        elif isinstance(node, ast_function):
            found.append((node.lineno, node.name, False))
        elif isinstance(node, ast.arg):
            found.append((node.lineno, node.arg, False))
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.append((node.lineno, node.id, False))
    return found


def is_djangos(source: Source) -> bool:
    """Settings and migrations carry Django's names."""
    return source.is_migration or source.path == "traedesten/settings.py"


def words_of(name: str) -> list[str]:
    """`DataKey` and `data_key` → data, key."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower().split("_")


def test_names_are_words_of_the_field():
    sources = [source for source in python("traedesten", "tools") if not is_djangos(source)]
    assert [fault for source in sources for fault in badly_named(source)] == []


def test_banned_names_are_seen():
    text = (
        "class Patient: pass\nclass MailHandler: pass\n"
        "def load(user_info): tmp = 1\nclass Rows(models.Manager): pass\n"
    )
    assert badly_named(Source("traedesten/people/utils.py", text)) == [
        "traedesten/people/utils.py: a module called utils",
        "traedesten/people/utils.py:1: Patient, say Participant",
        "traedesten/people/utils.py:2: MailHandler",
        "traedesten/people/utils.py:3: user_info",
        "traedesten/people/utils.py:3: tmp",
    ]
