"""The files that are handed out: as the codebook says, the same each time, and nothing that it does not know."""

import csv
import json
import re
import subprocess
import sys
from hashlib import sha256
from io import StringIO

import pandas as pd
import pytest

from tests.evaluation.exported import ABOUT, STORED, empty, people
from traedesten.domain.asking import Course, Mode, State, Wave
from traedesten.domain.instruments import ALL, Why
from traedesten.evaluation.export import TABLES, Analysis, BadTables, Plan, analyse, write
from traedesten.evaluation.export import __main__ as repeated
from traedesten.evaluation.export.codebook import REDCAP
from traedesten.evaluation.export.tables import field_of

PLAN = Plan.default(["t-ils:da-2"]).stored(STORED)
FILES = {
    *("persons.csv", "answers.csv", "items.csv", "datapackage.json", "redcap.csv", "plan.json", "analysis.json"),
    *("repeat.txt", "manifest.json"),
}


@pytest.fixture(scope="module")
def given():
    return people(9, courses=("journeys",))


@pytest.fixture(scope="module")
def analysis(given):
    return analyse(given, PLAN)


@pytest.fixture(scope="module")
def files(given, analysis):
    return write(given, PLAN, analysis, ABOUT)


def laid(files: dict[str, bytes], folder):
    for name, text in files.items():
        (folder / name).write_bytes(text)
    return folder


@pytest.fixture
def validate(monkeypatch):
    """frictionless warns of its own libraries' ways, which are not ours to mend."""

    def run(folder):
        import warnings

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from frictionless import Package

            return Package(str(folder / "datapackage.json")).validate()

    return run


def test_there_is_every_file(files):
    assert set(files) == FILES


def test_frictionless_finds_nothing_wrong(files, tmp_path, validate):
    found = validate(laid(files, tmp_path))
    assert found.valid, found.flatten(["type", "note"])
    assert [task.stats["rows"] for task in found.tasks] == [
        9,
        36,
        sum(1 for _ in files["items.csv"].splitlines()) - 1,
    ]


def test_frictionless_would_have_found_it(files, tmp_path, validate):
    """A value outside the codebook, a person twice, an answer of nobody, a byte that was changed."""
    spoilt = {
        "enum": (b",journeys,", b",school,", 1),
        "required": (b"P0001,journeys", b"P0001,", 1),
        "unique": (b"P0002", b"P0001", 1),
    }
    for fault, (old, new, times) in spoilt.items():
        folder = tmp_path / fault
        folder.mkdir()
        assert not validate(
            laid(files | {"persons.csv": files["persons.csv"].replace(old, new, times)}, folder)
        ).valid
    folder = tmp_path / "nobody"
    folder.mkdir()
    found = validate(laid(files | {"answers.csv": files["answers.csv"].replace(b"P0003", b"P0777")}, folder))
    assert {kind for (kind,) in found.flatten(["type"])} >= {"foreign-key", "hash-count"}


def test_an_empty_export_is_whole(tmp_path, validate):
    found = analyse(empty(), PLAN)
    assert validate(laid(write(empty(), PLAN, found, ABOUT), tmp_path)).valid


def test_the_same_rows_in_another_order_are_the_same_bytes(given, files):
    turned = {name: frame.sample(frac=1, random_state=3) for name, frame in given.items()}
    turned = {name: frame[list(reversed(frame.columns))] for name, frame in turned.items()}
    assert write(turned, PLAN, analyse(turned, PLAN), ABOUT) == files


def test_the_manifest_has_the_hash_of_all_the_others(files):
    manifest = json.loads(files["manifest.json"])
    told = {file["name"]: (file["bytes"], file["sha256"]) for file in manifest["files"]}
    assert told == {
        name: (len(text), sha256(text).hexdigest()) for name, text in files.items() if name != "manifest.json"
    }
    assert manifest["purpose"] == ABOUT.purpose and manifest["expires_on"] == "2027-05-29"
    assert manifest["plan"] == {"sha256": sha256(files["plan.json"]).hexdigest(), "stored_on": "2026-01-05"}


def test_the_first_line_to_repeat_it_is_the_call(files):
    assert files["repeat.txt"].decode().splitlines()[:2] == [ABOUT.call, "python -m traedesten.evaluation.export DIR"]


def test_the_analysis_comes_out_the_same_from_the_files_alone(files, tmp_path):
    command = [sys.executable, "-m", "traedesten.evaluation.export", str(laid(files, tmp_path))]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "Every file is as it was made, and the same figures come out.\n"


def test_a_file_that_was_changed_is_seen(files, tmp_path, capsys):
    before = files["answers.csv"].splitlines(keepends=True)
    other = [line.replace(b",answered,", b",missed,").rsplit(b",", 1)[0] + b",\n" for line in before[1:4]]
    folder = laid(files | {"answers.csv": b"".join([before[0], *other, *before[4:]])}, tmp_path)
    assert repeated.main(folder) == 1
    told = capsys.readouterr().out
    assert told == "answers.csv: not as it was made\nanalysis.json: other figures come out\n"
    (folder / "redcap.csv").unlink()
    assert "redcap.csv: not as it was made" in repeated.changed(folder)


def test_numbers_drawn_anew_change_no_figure(given, analysis):
    numbers = list(given["persons"].person)
    drawn = dict(zip(numbers, reversed(numbers), strict=True))
    renamed = {name: frame.assign(person=frame.person.map(drawn)) for name, frame in given.items()}
    assert analyse(renamed, PLAN) == analysis


def test_what_goes_along_is_in_the_manifest(given, analysis):
    files = write(given, PLAN, analysis, ABOUT, {"report.pdf": b"%PDF"})
    assert files["report.pdf"] == b"%PDF"
    assert "report.pdf" in [file["name"] for file in json.loads(files["manifest.json"])["files"]]


def test_the_plan_and_the_analysis_can_be_read_again(files, analysis):
    assert Plan.from_json(files["plan.json"].decode()) == PLAN
    assert Analysis.from_json(files["analysis.json"].decode()) == analysis


def test_the_codebook_is_in_two_languages_and_has_every_column(files):
    package = json.loads(files["datapackage.json"])
    assert package["languages"] == ["da", "en"]
    for resource in package["resources"]:
        header = files[resource["path"]].decode().splitlines()[0].split(",")
        assert header == [field["name"] for field in resource["schema"]["fields"]]
        assert resource["schema"]["missingValues"] == [""]
        for field in resource["schema"]["fields"]:
            assert all(field[name] for name in ("title", "title@en", "description", "description@en"))
            assert "codes" not in field or all(code["label"] and code["label@en"] for code in field["codes"])
    [asked] = [one for one in package["instruments"] if one["instrument"] == "t-ils"]
    assert asked["items"][0]["label"] == "Hvor ofte føler du dig isoleret fra andre?"
    assert asked["items"][0]["label@en"] == "How often do you feel isolated from others?"


def test_redcap_can_take_the_dictionary(files):
    rows = list(csv.DictReader(StringIO(files["redcap.csv"].decode())))
    assert list(rows[0]) == list(REDCAP) and len(REDCAP) == 18
    names = [row["Variable / Field Name"] for row in rows]
    assert names[0] == "person" and len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z][a-z0-9_]{0,25}", name) for name in names)
    assert {row["Form Name"] for row in rows} == set(TABLES)
    assert {row["Field Type"] for row in rows} == {"text", "dropdown", "yesno"}
    for row in rows:
        choices = [choice.split(", ", 1) for choice in row[REDCAP[5]].split(" | ") if choice]
        assert bool(choices) == (row["Field Type"] == "dropdown")
        assert all(re.fullmatch(r"[A-Za-z0-9_]+", value) and words for value, words in choices)
    [age] = [row for row in rows if row["Variable / Field Name"] == "age_band"]
    assert "80+ = 80+ år / 80+ years" in age["Field Note"] and age["Identifier?"] == "y"


def test_the_codes_are_those_of_the_house():
    assert set(field_of("persons", "course").values) == set(Course)
    assert set(field_of("answers", "wave").values) == set(Wave)
    assert set(field_of("answers", "mode").values) == set(Mode)
    assert set(field_of("items", "reason").values) == set(Why)
    assert set(field_of("answers", "instrument").values) == {one.key for one in ALL}
    waiting = {State.PLANNED, State.ASKED}
    assert set(field_of("answers", "status").values) == {*set(State) - waiting, Why.NOT_ASKED}


SPOILT = {
    ("persons", "person", "Karen"): "persons.person: not a value of the codebook",
    ("persons", "programme", "Karens gruppe"): "persons.programme: not a value of the codebook",
    ("persons", "gender", "karen@example.org"): "persons.gender: not a value of the codebook",
    ("persons", "began", "2026-03-04"): "persons.began: not a value of the codebook",
    ("persons", "course", ""): "persons.course: not a value of the codebook",
    ("persons", "contact_weeks", -1): "persons.contact_weeks: not a value of the codebook",
    ("persons", "contact_weeks", "soon"): "persons.contact_weeks: not of the kind number",
    ("persons", "contact_weeks", float("inf")): "persons.contact_weeks: not of the kind number",
    ("persons", "contact_event", 1.5): "persons.contact_event: not of the kind integer",
    ("persons", "contact_event", 7): "persons.contact_event: not a value of the codebook",
    ("answers", "is_late", "perhaps"): "answers.is_late: not of the kind boolean",
    ("answers", "status", 7): "answers.status: not of the kind string",
}


@pytest.mark.parametrize(("where", "fault"), SPOILT.items(), ids=[f"{at[1]}-{at[2]}" for at in SPOILT])
def test_what_the_codebook_does_not_know_does_not_leave_the_house(given, where, fault):
    table, column, value = where
    spoilt = given[table].astype(object).copy()
    spoilt.loc[0, column] = value
    with pytest.raises(BadTables) as raised:
        analyse(given | {table: spoilt}, PLAN)
    assert str(raised.value) == fault and "Karen" not in str(raised.value)


def test_missing_and_unknown_columns_tables_and_double_rows_are_refused(given):
    twice = pd.concat([given["answers"], given["answers"].head(1)])
    for wrong in (
        {"persons": given["persons"]},
        given | {"notes": given["items"]},
        given | {"items": given["items"].drop(columns="reason")},
        given | {"items": given["items"].assign(note="x")},
        given | {"answers": twice},
    ):
        with pytest.raises(BadTables):
            analyse(wrong, PLAN)


@pytest.mark.parametrize("blank", [None, "", float("nan"), pd.NA])
def test_no_value_may_be_said_in_four_ways(given, files, analysis, blank):
    frames = {}
    for name, frame in given.items():
        plain = frame.astype(object)
        frames[name] = plain.mask(plain.isna() | (plain == ""), blank)
    assert write(frames, PLAN, analysis, ABOUT)["persons.csv"] == files["persons.csv"]
    assert write(frames, PLAN, analysis, ABOUT)["answers.csv"] == files["answers.csv"]
