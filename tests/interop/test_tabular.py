"""Tabular HSDS from elsewhere."""

import io
import zipfile

import pytest

from tests.interop.feeds import codes
from traedesten.interop import tabular
from traedesten.interop.records import OfferRecord, Reading, Refusal

FILES = {
    "organizations.csv": "id,name,description,parent_organization_id\no1,Foreningen,,o2\no2,Paraplyen,,o1\n",
    "services.csv": "id,organization_id,name,status,minimum_age\n"
    "s1,o1,Kor,active,18\ns2,o9,Sang,active,\ns1,o1,Igen,active,\n",
    "locations.csv": "id,location_type,name,latitude,longitude\nl1,physical,Huset,56.36,8.61\n",
    "addresses.csv": "id,location_id,address_1,city,postal_code\na1,l1,Nygade 1,Holstebro,7500\n",
    "service_at_locations.csv": "id,service_id,location_id\nx1,s1,l1\nx2,s2,l9\n",
    "schedules.csv": "id,service_id,service_at_location_id,freq,byday,opens_at\n"
    "t1,s1,,WEEKLY,TU,14:00\nt2,,x1,WEEKLY,WE,10:00\n",
    "phones.csv": "id,service_id,number\np1,s1,97 42 00 00\n",
    "attributes.csv": "id,link_id,taxonomy_term_id\nb1,s1,c1\n",
    "taxonomy_terms.csv": "id,name,description,taxonomy\nc1,choirs,,other\n",
}


def packed(files: dict[str, str], folder: str = "") -> io.BytesIO:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(folder + name, content)
    file.seek(0)
    return file


def read(files: dict[str, str], reading: Reading | None = None):
    return list(tabular.read(packed(files), reading))


def test_a_package_is_put_together_and_what_hangs_loose_is_said():
    reads = read(FILES)
    choir, song = (read.record for read in reads if isinstance(read.record, OfferRecord))
    assert (choir.name, choir.minimum_age, choir.phone) == ("Kor", 18, "+4597420000")
    assert (choir.places[0].name, choir.places[0].address, choir.places[0].latitude) == (
        "Huset",
        ("Nygade 1",),
        56.36,
    )
    assert [(it.weekdays, it.place_id) for it in choir.schedules] == [((1,), ""), ((2,), "l1")]
    assert (choir.themes, choir.terms[0].vocabulary) == (("music.choir",), "other")
    assert (song.organisation_id, song.places) == ("o9", ())
    assert codes(reads) == [
        ("parent_organization_id", "cyclic"),
        ("organization_id", "unknown_organisation"),
        ("service_at_locations", "missing_location"),
        ("id", "duplicate_id"),
    ]


def test_a_folder_in_the_zip_and_a_folder_on_the_disk_are_read_alike(tmp_path):
    for name, content in FILES.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    assert list(tabular.read(packed(FILES, "export/"))) == read(FILES) == list(tabular.read(tmp_path))


def test_a_package_names_its_tables():
    named = {"a.csv": FILES["services.csv"], "b.csv": FILES["organizations.csv"]}
    resources = '[{"name": "services", "path": "a.csv"}, {"name": "organizations", "path": "data/b.csv"}]'
    reads = read({**named, "datapackage.json": f'{{"resources": {resources}}}'})
    assert [read.record.name for read in reads if read.record] == ["Foreningen", "Paraplyen", "Kor", "Sang"]


@pytest.mark.parametrize("package", ["", "{", "[]", '{"resources": 7}', '{"resources": [{"path": 7}]}', "[" * 9999])
def test_a_broken_description_of_the_package_is_passed_over(package):
    assert read({**FILES, "datapackage.json": package}) == read(FILES)


def test_a_package_cannot_name_files_outside_itself(tmp_path):
    secret = tmp_path / "secret.csv"
    secret.write_text("id,name,status\ns,Secret,active\n")
    inside = tmp_path / "package"
    inside.mkdir()
    (inside / "datapackage.json").write_text('{"resources": [{"name": "services", "path": "../secret.csv"}]}')
    (inside / "organizations.csv").write_text(FILES["organizations.csv"])
    (inside / "services.csv").symlink_to(secret)
    assert [read.record.name for read in tabular.read(inside)] == ["Foreningen", "Paraplyen"]


def damaged(file: io.BytesIO) -> bytes:
    content = bytearray(file.getvalue())
    content[60:80] = b"\xff" * 20
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"<html>", "html"),
        (b"id,name", "not_a_zip"),
        (packed(FILES).getvalue()[:-30], "truncated"),
        (damaged(packed({"services.csv": "id,name\n" + "1,x\n" * 500})), "truncated"),
        (packed({"readme.txt": "x"}).getvalue(), "wrong_kind"),
        (packed({"services.csv": "id,name\n" + "1,x\n" * 20_000}).getvalue(), "too_large"),
        (packed({f"{number}.csv": "" for number in range(300)}).getvalue(), "too_large"),
    ],
)
def test_a_zip_that_is_none_is_refused(content, reason):
    with pytest.raises(Refusal, match=reason):
        list(tabular.read(io.BytesIO(content), Reading(limit=60_000)))


def test_empty_files_and_odd_rows_are_passed_over():
    reads = read({"services.csv": 'id,name,status\ns1,Kor\n"s2\n', "phones.csv": "", "schedules.csv": "\n\n"})
    assert [read.record.name for read in reads if read.record] == ["Kor"]
