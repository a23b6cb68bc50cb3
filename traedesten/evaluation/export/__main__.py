"""Reckon the analysis of an export again, from its own files, and say whether it is the same.

python -m traedesten.evaluation.export DIR
"""

import json
import sys
from hashlib import sha256
from pathlib import Path

from traedesten.evaluation.export.writing import MANIFEST


def main(folder: Path) -> int:
    """The number returned is the exit code: 1 when a file was changed or a figure is another."""
    faults = [*changed(folder), *([] if is_the_same(folder) else ["analysis.json: other figures come out"])]
    print("\n".join(faults) or "Every file is as it was made, and the same figures come out.")
    return 1 if faults else 0


def changed(folder: Path) -> list[str]:
    """The files that are not as the manifest says."""
    told = json.loads((folder / MANIFEST).read_text())["files"]
    found = {file["name"]: folder / file["name"] for file in told}
    return [
        f"{file['name']}: not as it was made"
        for file in told
        if not found[file["name"]].is_file() or sha256(found[file["name"]].read_bytes()).hexdigest() != file["sha256"]
    ]


def is_the_same(folder: Path) -> bool:
    import pandas as pd

    from traedesten.evaluation.export import TABLES, Plan, analyse

    tables = {name: pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False) for name in TABLES}
    plan = Plan.from_json((folder / "plan.json").read_text())
    return analyse(tables, plan).to_json() == (folder / "analysis.json").read_text()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1])))
