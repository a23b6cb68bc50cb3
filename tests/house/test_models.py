"""What tables may not do, and what migrations are called."""

import ast

from tests.house.source import Source, calls, classes, dotted, meta_values, model_classes, python

GENERIC = {"GenericForeignKey", "GenericRelation"}
TEXT_FIELDS = {"CharField", "TextField", "EmailField", "SlugField", "URLField"}


def faults_of(source: Source) -> list[str]:
    """Orderings, generic keys, nullable strings and signals in one file."""
    faults = [f"{item.name}: Meta.ordering" for item in classes(source) if "ordering" in meta_values(item)] + [
        f"{dotted(call.func)} at line {call.lineno}"
        for call in calls(source.tree())
        if dotted(call.func).split(".")[-1] in GENERIC or is_nullable_text(call)
    ]
    for node in ast.walk(source.tree()):
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith("signals"):
            faults.append(f"signals imported at line {node.lineno}")
        for decorator in getattr(node, "decorator_list", []):
            if dotted(decorator).removesuffix("()").split(".")[-1] == "receiver":
                faults.append(f"receiver at line {node.lineno}")
    return [f"{source.path}: {fault}" for fault in faults]


def is_nullable_text(call: ast.Call) -> bool:
    if dotted(call.func).split(".")[-1] not in TEXT_FIELDS:
        return False
    null = next((keyword.value for keyword in call.keywords if keyword.arg == "null"), None)
    return isinstance(null, ast.Constant) and null.value is True


def unnamed_migrations(sources: list[Source]) -> list[str]:
    return [source.path for source in sources if source.is_migration and "_auto_" in source.path]


def test_models_keep_the_rules():
    assert [fault for source in python("traedesten") for fault in faults_of(source)] == []


def test_migrations_have_hand_written_names():
    assert unnamed_migrations(python("traedesten")) == []


def test_broken_rules_are_seen():
    text = (
        "from django.db.models.signals import post_save\n"
        "class Stone(models.Model):\n"
        "    note = models.TextField(null=True)\n"
        "    thing = GenericForeignKey()\n"
        "    class Meta:\n"
        "        ordering = ['pk']\n"
        "@receiver(post_save)\n"
        "def told(): pass\n"
    )
    assert faults_of(Source("traedesten/journeys/models.py", text)) == [
        "traedesten/journeys/models.py: Stone: Meta.ordering",
        "traedesten/journeys/models.py: models.TextField at line 3",
        "traedesten/journeys/models.py: GenericForeignKey at line 4",
        "traedesten/journeys/models.py: signals imported at line 1",
        "traedesten/journeys/models.py: receiver at line 8",
    ]


def test_a_machine_named_migration_is_seen():
    path = "traedesten/journeys/migrations/0002_auto_20250101_1200.py"
    assert unnamed_migrations([Source(path, "")]) == [path]


def test_concrete_models_are_told_from_abstract_ones():
    text = (
        "class Owned(models.Model):\n    class Meta:\n        abstract = True\n"
        "class Stone(Owned): pass\nclass Kind(models.TextChoices): pass\n"
    )
    assert list(model_classes([Source("traedesten/journeys/models.py", text)])) == ["Stone"]
