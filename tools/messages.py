"""Translations without the gettext programs: collect, fill in, compile and check.

Danish is the source language, so every msgid is Danish; English lives in locale/en.

    python tools/messages.py extract      bring the .po up to date with the sources
    python tools/messages.py missing      print {key: ""} for what lacks English, as JSON
    python tools/messages.py fill FILE    take {key: English} from a JSON file into the .po
    python tools/messages.py compile      write the .mo beside the .po
    python tools/messages.py check        exit 1 when something is missing, wrong or out of date

A key is the msgid, or "context\\u0004msgid"; the English of a plural is [one, other].
"""

import argparse
import json
import re
import sys
import tokenize
import warnings
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation import TranslatorCommentWarning
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "traedesten"
PO = ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"

Key = str  # the msgid, with "context\4" before it when there is one
Text = str | tuple[str, ...]

KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
HEADER = """\
# English texts of Trædesten. The msgids are Danish. Kept by tools/messages.py.
msgid ""
msgstr ""
"Project-Id-Version: traedesten\\n"
"Language: en\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
PLACEHOLDER = re.compile(r"%\([^)]*\)[a-z]|%[sdif]|\{\w*\}")


def main(argv: list[str] | None = None) -> int:
    """Run one command; the number returned is the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("extract", "missing", "compile", "check"):
        commands.add_parser(name)
    commands.add_parser("fill").add_argument("file", type=Path)
    choice = parser.parse_args(argv)
    if choice.command == "extract":
        return extract()
    if choice.command == "missing":
        return print_missing()
    if choice.command == "compile":
        return compile_catalogue()
    if choice.command == "fill":
        return fill(choice.file)
    return check()


def extract() -> int:
    """Write the strings of the sources to the .po and keep the English that is there."""
    write(merged(found(SOURCES), read()))
    return 0


def print_missing() -> int:
    """Print the strings that lack English in the form that `fill` reads."""
    lacking = [message for message in merged(found(SOURCES), read()) if message.id and not is_translated(message)]
    empty = {key_of(message): ["", ""] if message.pluralizable else "" for message in lacking}
    print(json.dumps(empty, ensure_ascii=False, indent=2))
    return 0


def fill(file: Path) -> int:
    """Take translations from a JSON file. Nothing is written when one of them does not fit."""
    catalogue = merged(found(SOURCES), read())
    messages = {key_of(message): message for message in catalogue if message.id}
    faults = []
    for key, english in json.loads(file.read_text(encoding="utf-8")).items():
        if not english or not all(english):
            continue
        if key not in messages:
            faults.append(f"no such string: {key!r}")
            continue
        messages[key].string = tuple(english) if isinstance(english, list) else english
        faults += faults_of(messages[key])
    if not faults:
        write(catalogue)
    return report(faults)


def compile_catalogue() -> int:
    """Write the .mo, in one step so that a running server never reads half a file."""
    unfinished = PO.with_suffix(".mo.new")
    with unfinished.open("wb") as file:
        write_mo(file, read())
    unfinished.replace(PO.with_suffix(".mo"))
    return 0


def check() -> int:
    """Hold the .po against the sources and each translation against its Danish text."""
    faults = [fault for message in read() if message.id for fault in faults_of(message)]
    if not PO.exists() or PO.read_text(encoding="utf-8") != rendered(merged(found(SOURCES), read())):
        faults.append("out of date with the sources: run tools/messages.py extract")
    return report(faults)


def report(faults: list[str]) -> int:
    """Print the faults, if any, and give the exit code."""
    for fault in faults:
        print(f"{PO.relative_to(ROOT)}: {fault}", file=sys.stderr)
    return 1 if faults else 0


def found(folder: Path) -> Catalog:
    """All strings marked for translation in the Python files and templates below a folder."""
    catalogue = Catalog(locale="en")
    for path in sorted(folder.rglob("*")):
        if path.suffix not in {".py", ".html", ".txt"} or "migrations" in path.parts:
            continue
        if path.suffix == ".txt" and "templates" not in path.parts:
            continue
        location = (path.relative_to(folder.parent).as_posix(), 0)
        for context, text in strings_in(path):
            catalogue.add(text, context=context, locations=[location])
    return catalogue


def strings_in(path: Path) -> Iterator[tuple[str | None, Text]]:
    """Each (context, text) of one file; the text of a plural is (one, other)."""
    source = path.read_text(encoding="utf-8")
    code = source if path.suffix == ".py" else python_of(source, path)
    try:
        for _line, function, arguments, _comments in extract_python(
            BytesIO(code.encode()), KEYWORDS, (), {"encoding": "utf-8"}
        ):
            entry = entry_of(function, arguments if isinstance(arguments, tuple) else (arguments,))
            if entry:
                yield entry
    except (SyntaxError, tokenize.TokenError) as error:
        raise SystemExit(f"{path}: cannot be read for translation: {error}") from error


def python_of(template: str, path: Path) -> str:
    """A template as lines of Python calls, flattened so that its indentation is no syntax error."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", TranslatorCommentWarning)
        code = templatize(template, origin=str(path))
    return "\n".join(re.sub(r"[^\S\n]+", " ", line).strip() for line in code.split("\n"))


def entry_of(function: str, arguments: tuple[str | None, ...]) -> tuple[str | None, Text] | None:
    """What one call marks, or nothing when its text is not written out in place."""
    context = None
    if "pgettext" in function:
        context, *rest = arguments
        arguments = tuple(rest)
    texts = arguments[: 2 if function.lstrip("p").startswith("n") else 1]
    if not texts or not all(texts):
        return None
    return context, texts if len(texts) == 2 else texts[0]


def merged(fresh: Catalog, old: Catalog) -> Catalog:
    """The strings of `fresh` with the English that `old` has for exactly the same string."""
    for message in fresh:
        kept = message.id and old.get(message.id, message.context)
        if kept and kept.id == message.id:
            message.string = kept.string
            message.user_comments = kept.user_comments
            message.flags |= kept.flags & {"fuzzy"}
    return fresh


def read() -> Catalog:
    """The catalogue as it is on disk."""
    if not PO.exists():
        return Catalog(locale="en")
    with PO.open("rb") as file:
        return read_po(file, locale="en", ignore_obsolete=True)


def write(catalogue: Catalog) -> None:
    """Put the catalogue on disk."""
    PO.parent.mkdir(parents=True, exist_ok=True)
    PO.write_text(rendered(catalogue), encoding="utf-8")


def rendered(catalogue: Catalog) -> str:
    """The text of the .po: sorted, unwrapped, with file names but no line numbers and no dates."""
    layout = {"width": 0, "sort_output": True, "include_lineno": False}
    file = BytesIO()
    write_po(file, catalogue, omit_header=True, ignore_obsolete=True, **layout)
    return (HEADER + file.getvalue().decode()).rstrip("\n") + "\n"


def key_of(message: Message) -> Key:
    """The key of a string in the files of `missing` and `fill`."""
    one = message.id[0] if message.pluralizable else message.id
    return f"{message.context}\4{one}" if message.context else one


def is_translated(message: Message) -> bool:
    """Whether all forms of a string have English."""
    return all(message.string) if message.pluralizable else bool(message.string)


def faults_of(message: Message) -> list[str]:
    """What is wrong with one translation, in words."""
    key = key_of(message).replace("\4", " | ")
    if not is_translated(message):
        return [f"no English for {key!r}"]
    if message.fuzzy:
        return [f"marked fuzzy: {key!r}"]
    if not message.pluralizable:
        same = placeholders(message.string) == placeholders(message.id)
        return [] if same else [f"placeholders differ: {key!r} → {message.string!r}"]
    if not isinstance(message.string, tuple) or len(message.string) != 2:
        return [f"two forms are needed: {key!r}"]
    danish_one, danish_other = message.id
    one, other = message.string
    known = set(placeholders(danish_one)) | set(placeholders(danish_other))
    if placeholders(other) != placeholders(danish_other) or not set(placeholders(one)) <= known:
        return [f"placeholders differ: {key!r} → {message.string!r}"]
    return []


def placeholders(text: str) -> list[str]:
    """The parts of a text that are replaced when it is shown, sorted."""
    return sorted(PLACEHOLDER.findall(text.replace("%%", "")))


if __name__ == "__main__":
    sys.exit(main())
