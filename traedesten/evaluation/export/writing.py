"""The files that are handed out. The same tables, plan and purpose give the same bytes."""

import csv
import json
from collections.abc import Mapping
from hashlib import sha256
from io import StringIO
from typing import Any

import pandas as pd

from traedesten.domain.instruments import Definition, definition_of
from traedesten.evaluation.export import codebook
from traedesten.evaluation.export.about import About
from traedesten.evaluation.export.analysis import Analysis
from traedesten.evaluation.export.frames import Frames, checked
from traedesten.evaluation.export.plan import Plan
from traedesten.evaluation.export.tables import TABLES

MANIFEST = "manifest.json"


def write(
    given: Mapping[str, pd.DataFrame],
    plan: Plan,
    analysis: Analysis,
    about: About,
    beside: Mapping[str, bytes] | None = None,
) -> dict[str, bytes]:
    """File name → bytes. ``beside``: files made elsewhere, such as a report, for the manifest. Raises BadTables."""
    frames = checked(given)
    tables = {table: _csv(frames[table]).encode() for table in TABLES}
    sizes = {table: (len(text), sha256(text).hexdigest()) for table, text in tables.items()}
    described = codebook.package(about, _definitions(frames, plan), sizes)
    files = {
        **{f"{table}.csv": text for table, text in tables.items()},
        "datapackage.json": _json(described),
        "redcap.csv": codebook.redcap().encode(),
        "plan.json": plan.to_json().encode(),
        "analysis.json": analysis.to_json().encode(),
        "repeat.txt": _repeat(plan, about).encode(),
        **(beside or {}),
    }
    return files | {MANIFEST: _json(_manifest(files, plan, about))}


def _csv(frame: pd.DataFrame) -> str:
    written = StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(frame.columns)
    for row in frame.itertuples(index=False, name=None):
        writer.writerow([_cell(value) for value in row])
    return written.getvalue()


def _cell(value: Any) -> str:
    """A number in as few digits as say it."""
    if value is None:
        return ""
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def _json(plain: Any) -> bytes:
    return (json.dumps(plain, indent=1, ensure_ascii=False, allow_nan=False) + "\n").encode()


def _definitions(frames: Frames, plan: Plan) -> list[Definition]:
    """What was asked with, and what the plan names."""
    asked = frames["answers"][["instrument", "version"]].drop_duplicates().itertuples(index=False, name=None)
    keys = {*asked, *((outcome.instrument, outcome.version) for outcome in plan.outcomes)}
    return [definition_of(*key) for key in sorted(keys)]


def _repeat(plan: Plan, about: About) -> str:
    return (
        f"{about.call}\n"
        "python -m traedesten.evaluation.export DIR\n"
        "\n"
        f"# Trædesten {about.version}, {about.site}, {about.made_on}. plan.json: {plan.digest}\n"
        "# 1: laver udtrækket igen, med nye numre på personerne. / makes the export again, with new person numbers.\n"
        "# 2: regner analysen ud igen af filerne her i mappen DIR og siger, om den er den samme; uden adgang.\n"
        "#    reckons the analysis again from these files in the folder DIR, and says whether it is the same.\n"
    )


def _manifest(files: Mapping[str, bytes], plan: Plan, about: About) -> dict[str, Any]:
    return {
        "purpose": about.purpose,
        "site": about.site,
        "made_on": about.made_on.isoformat(),
        "expires_on": about.expires_on.isoformat(),
        "version": about.version,
        "plan": {"sha256": plan.digest, "stored_on": plan.stored_on.isoformat() if plan.stored_on else None},
        "files": [
            {"name": name, "bytes": len(text), "sha256": sha256(text).hexdigest()} for name, text in files.items()
        ],
    }
