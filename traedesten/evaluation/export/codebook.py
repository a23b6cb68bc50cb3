"""The codebook, once, in two forms: a Frictionless data package (version 1) and a REDCap data dictionary.

Sources: specs.frictionlessdata.io (data-package, tabular-data-resource, table-schema, and the pattern for
languages: Danish is the first, "…@en" beside it); the columns of REDCap's data dictionary.
"""

import csv
import re
from collections.abc import Iterable, Mapping
from io import StringIO
from typing import Any

from traedesten.domain.instruments import Definition, Words
from traedesten.evaluation.export.about import About
from traedesten.evaluation.export.tables import KEYS, TABLES, TITLES, Field

REDCAP = (
    "Variable / Field Name",
    "Form Name",
    "Section Header",
    "Field Type",
    "Field Label",
    "Choices, Calculations, OR Slider Labels",
    "Field Note",
    "Text Validation Type OR Show Slider Number",
    "Text Validation Min",
    "Text Validation Max",
    "Identifier?",
    "Branching Logic (Show field only if...)",
    "Required Field?",
    "Custom Alignment",
    "Question Number (surveys only)",
    "Matrix Group Name",
    "Matrix Ranking?",
    "Field Annotation",
)
TAKEN = re.compile(r"[A-Za-z0-9_]+")
"""Codes that REDCap takes as they are in a list of choices."""
VALIDATED = {"integer": "integer", "number": "number"}
TRUTHS = {"trueValues": ["1"], "falseValues": ["0"]}
REFERS = {
    "answers": (("person",), "persons"),
    "items": (KEYS["answers"], "answers"),
}


def package(about: About, definitions: Iterable[Definition], files: Mapping[str, tuple[int, str]]) -> dict[str, Any]:
    """The descriptor. files: table → its size in bytes and its SHA-256."""
    title = Words(f"Trædesten, {about.site}: til evaluering", f"Trædesten, {about.site}: for evaluation")
    return {
        "profile": "tabular-data-package",
        "name": "traedesten-evaluation",
        "languages": ["da", "en"],
        **_both("title", title),
        **_both(
            "description",
            Words(
                f"Formål: {about.purpose}. Oplysninger uden navn. Slettes senest {about.expires_on}.",
                f"Purpose: {about.purpose}. Without names. To be deleted no later than {about.expires_on}.",
            ),
        ),
        "version": about.version,
        "created": f"{about.made_on}T00:00:00Z",
        "expires": f"{about.expires_on}",
        "resources": [_resource(table, *files[table]) for table in TABLES],
        "instruments": [_instrument(definition) for definition in definitions],
    }


def _both(name: str, words: Words) -> dict[str, str]:
    return {name: words.da, f"{name}@en": words.en}


def _resource(table: str, size: int, digest: str) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table,
        "path": f"{table}.csv",
        **_both("title", TITLES[table]),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "header": True},
        "bytes": size,
        "hash": f"sha256:{digest}",
        "schema": _schema(table),
    }


def _schema(table: str) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(field, KEYS[table] == (field.name,)) for field in TABLES[table]],
        "missingValues": [""],
        "primaryKey": list(KEYS[table]),
    }
    if table in REFERS:
        columns, other = REFERS[table]
        reference = {"resource": other, "fields": list(columns)}
        schema["foreignKeys"] = [{"fields": list(columns), "reference": reference}]
    return schema


def _field(field: Field, is_alone_the_key: bool) -> dict[str, Any]:
    rules: dict[str, Any] = {}
    if not field.may_be_blank:
        rules["required"] = True
    if is_alone_the_key:
        rules["unique"] = True
    if field.codes:
        rules["enum"] = [int(value) if field.kind == "integer" else value for value in field.values]
    if field.pattern:
        rules["pattern"] = field.pattern
    if field.low is not None:
        rules["minimum"] = field.low
    return {
        "name": field.name,
        "type": field.kind,
        **_both("title", field.title),
        **_both("description", field.description),
        **(TRUTHS if field.kind == "boolean" else {}),
        **({"constraints": rules} if rules else {}),
        **({"codes": [_code(code.value, code.words) for code in field.codes]} if field.codes else {}),
    }


def _code(value: Any, words: Words) -> dict[str, Any]:
    return {"value": value, **_both("label", words)}


def _instrument(definition: Definition) -> dict[str, Any]:
    """One version of a questionnaire: its words, its range, what its figures mean, and where it is from."""
    yardstick, precision = definition.yardstick, definition.precision
    return {
        "instrument": definition.key,
        "version": definition.version,
        **_both("title", definition.name),
        **_both("stem", definition.stem),
        "items": [
            {
                "item": item.key,
                **(_both("label", item.words) if item.words else {}),
                "is_reversed": item.is_reversed,
            }
            for item in definition.items
        ],
        "answers": [_code(option.value, option.words) for option in definition.options],
        "low": definition.low,
        "high": definition.high,
        "better": str(definition.better),
        "may_miss": definition.may_miss,
        "bands": [{"band": band.key, "low": band.low, "high": band.high} for band in definition.bands],
        "reliability": precision.reliability if precision else None,
        "change_of_one_person": yardstick.person if yardstick else None,
        "difference_between_groups": yardstick.group if yardstick else None,
        "source": definition.source.text,
        "terms": definition.terms.text,
    }


def redcap() -> str:
    """The data dictionary as CSV: a form for each table, the person the record's id."""
    written = StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(REDCAP)
    for table, fields in TABLES.items():
        for field in fields:
            if table == "persons" or field.name != "person":
                row = _redcap_row(table, field)
                writer.writerow([row.get(column, "") for column in REDCAP])
    return written.getvalue()


def _redcap_row(table: str, field: Field) -> dict[str, str]:
    """Names are unique in all of REDCap's forms, so those of answers and items carry the table's."""
    row = {
        "Variable / Field Name": field.name if table == "persons" else f"{table}_{field.name}",
        "Form Name": table,
        "Field Label": f"{field.title.da} / {field.title.en}",
        "Field Note": f"{field.description.da} / {field.description.en}",
        "Identifier?": "y" if field.could_identify else "",
        "Required Field?": "" if field.may_be_blank else "y",
    }
    if field.kind == "boolean":
        return row | {"Field Type": "yesno"}
    choices = [(code.value, f"{code.words.da} / {code.words.en}") for code in field.codes]
    if choices and all(TAKEN.fullmatch(value) for value, _words in choices):
        listed = " | ".join(f"{value}, {words}" for value, words in choices)
        return row | {"Field Type": "dropdown", "Choices, Calculations, OR Slider Labels": listed}
    if choices:  # codes with other signs than REDCap takes: the note says what there can be
        row["Field Note"] += " " + "; ".join(f"{value} = {words}" for value, words in choices)
    return row | {
        "Field Type": "text",
        "Text Validation Type OR Show Slider Number": VALIDATED.get(field.kind, ""),
        "Text Validation Min": "" if field.low is None else f"{field.low:g}",
    }
