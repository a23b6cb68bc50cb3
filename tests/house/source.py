"""The files of the project as the house rules see them."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

ast_function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """One file: its path from the root of the project, and its text."""

    path: str
    text: str

    @property
    def room(self) -> str:
        """`journeys` for traedesten/journeys/…, empty elsewhere."""
        parts = self.path.split("/")
        return parts[1] if parts[0] == "traedesten" and len(parts) > 2 else ""

    @property
    def floor(self) -> str:
        """`actions` for traedesten/journeys/actions.py and for traedesten/journeys/actions/close.py."""
        parts = self.path.split("/")
        return parts[2].removesuffix(".py") if self.room else ""

    @property
    def is_migration(self) -> bool:
        return self.floor == "migrations"

    def tree(self) -> ast.Module:
        return parsed(self.text)


@cache
def parsed(text: str) -> ast.Module:
    return ast.parse(text)


@cache
def files() -> tuple[Source, ...]:
    """Every text file that git tracks or would track."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return tuple(_readable(sorted(set(listing.split("\0")) - {""})))


def _readable(paths: list[str]) -> Iterator[Source]:
    for path in paths:
        try:
            yield Source(path, (ROOT / path).read_text(encoding="utf-8"))
        except (FileNotFoundError, IsADirectoryError, UnicodeDecodeError):
            continue


def python(*folders: str) -> list[Source]:
    """The Python files below the named top folders; the whole project without a name."""
    return [
        source
        for source in files()
        if source.path.endswith(".py") and (not folders or source.path.split("/")[0] in folders)
    ]


def templates() -> list[Source]:
    """The HTML templates."""
    return [source for source in files() if source.path.endswith(".html") and "/templates/" in source.path]


def classes(source: Source) -> list[ast.ClassDef]:
    return [node for node in ast.walk(source.tree()) if isinstance(node, ast.ClassDef)]


def functions(source: Source) -> list[ast_function]:
    return [node for node in ast.walk(source.tree()) if isinstance(node, ast_function)]


def calls(tree: ast.AST) -> list[ast.Call]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def dotted(node: ast.AST) -> str:
    """`journey.contacts.create` for the attribute chain; a call or an index inside is written () or []."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    if isinstance(node, ast.Call):
        return f"{dotted(node.func)}()"
    if isinstance(node, ast.Subscript):
        return f"{dotted(node.value)}[]"
    return "…"


def model_classes(sources: list[Source]) -> dict[str, ast.ClassDef]:
    """The concrete model classes by name: below models.Model, or below another class of a models file."""
    found: dict[str, ast.ClassDef] = {}
    candidates = [item for source in sources if source.floor == "models" for item in classes(source)]
    known = {"Model", "AbstractBaseUser", "AbstractUser"}
    while True:
        fresh = [
            item
            for item in candidates
            if item.name not in known and any(dotted(base).split(".")[-1] in known for base in item.bases)
        ]
        if not fresh:
            return {name: item for name, item in found.items() if not _is_abstract(item)}
        for item in fresh:
            known.add(item.name)
            found[item.name] = item


def meta_values(model: ast.ClassDef) -> dict[str, ast.expr]:
    """What a model's Meta assigns."""
    metas = [item for item in model.body if isinstance(item, ast.ClassDef) and item.name == "Meta"]
    assignments = [line for meta in metas for line in meta.body if isinstance(line, ast.Assign)]
    return {dotted(target): line.value for line in assignments for target in line.targets}


def _is_abstract(model: ast.ClassDef) -> bool:
    value = meta_values(model).get("abstract")
    return isinstance(value, ast.Constant) and value.value is True
