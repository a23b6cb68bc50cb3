"""Lists that others keep become offers: seen through first, taken over in batches, undone again."""

from datetime import timedelta
from itertools import count

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import make
from tests.features.test_offers import sign_in
from traedesten.domain.access import system
from traedesten.domain.journey import Stale
from traedesten.interop import calendars
from traedesten.journeys import actions as journeys
from traedesten.offers import actions as offers
from traedesten.offers.models import Offer
from traedesten.sources import actions, forms, queries, tasks, uploads
from traedesten.sources.actions import reading
from traedesten.sources.models import ImportChange, ImportRun, OfferSource
from traedesten.sources.reading import LARGEST
from traedesten.sources.values import values_of
from traedesten.tenancy.scope import at_site

NOW = make.NOW
PASSING = count(1)
LIST = "/s/holstebro/tilbud/kilder/"
TABLE = (
    "Navn;Forening;Sted;Adresse;Tid;Pris;Kontaktperson;Telefon\n"
    "Strikkecafé;Husflid;Biblioteket;Kirkestræde 11;Tirsdag kl. 14-16;Gratis;Anna;97 42 00 00\n"
    "Banko;Naboerne;Salen;Nygade 2;Torsdag kl. 19-21;50 kr.;Bo;97 42 00 01\n"
)


@pytest.fixture
def boss(here):
    return make.a_coordinator(here)


@pytest.fixture
def page(client, boss):
    return sign_in(client, boss)


def clock():
    """A second later each time."""
    return timezone.now() + timedelta(seconds=next(PASSING))


def a_source(boss, content=TABLE, **fields) -> OfferSource:
    content = content if isinstance(content, bytes) else content.encode()
    given = {"name": "Foreninger", "offer_kind": "lasting", "content": content, "file_name": "liste.csv", **fields}
    return actions.add_source(by=boss, now=NOW, **given)


def read(boss, source) -> ImportRun:
    return work_off(actions.begin_run(by=boss, source=source, now=clock()))


def work_off(run) -> ImportRun:
    """What the worker does until the run rests."""
    while run.is_at_work:
        step(run)
        run.refresh_from_db()
    return run


def step(run) -> None:
    task = {"reading": tasks.read, "running": tasks.take, "undoing": tasks.undo}[run.state]
    task(site_id=run.site_id, run_id=str(run.pk))


def take(boss, source) -> ImportRun:
    return work_off(actions.accept_run(by=boss, run=read(boss, source), now=clock()))


def undo(boss, run) -> ImportRun:
    return work_off(actions.undo_run(by=boss, run=run, now=clock()))


def replace(boss, source, content) -> OfferSource:
    return actions.keep_source(by=boss, source=source, content=content.encode(), now=NOW)


def counts(run) -> dict:
    return {name: number for name, number in run.counts.items() if number}


def rows(run, number=0) -> dict:
    return {row["name"]: row for row in queries.records(run, number)}


def offer(name) -> Offer:
    return Offer.objects.get(name=name)


def edit(boss, name, **fields) -> Offer:
    return offers.edit_offer(by=boss, offer=offer(name), now=NOW, **fields)


# --- reading and taking over ---------------------------------------------------------------------------------------


def test_a_reading_changes_nothing_yet(boss):
    run = read(boss, a_source(boss))
    assert (run.state, counts(run), Offer.objects.count()) == ("ready", {"new": 2}, 0)


def test_a_list_becomes_offers_with_everything_in_it(boss):
    run = take(boss, a_source(boss))
    knitting = offer("Strikkecafé")
    assert (run.state, counts(run)) == ("done", {"new": 2})
    assert (knitting.organisation.name, knitting.place, knitting.price) == ("Husflid", "Biblioteket", 0)
    assert (knitting.contact_name, knitting.contact_phone, knitting.kind) == ("Anna", "+4597420000", "lasting")
    assert [(time.weekday, time.starts.hour, time.ends.hour) for time in knitting.times.all()] == [(1, 14, 16)]
    assert not knitting.has_public_contact


def test_the_same_list_again_changes_nothing(boss):
    source = a_source(boss)
    take(boss, source)
    versions = dict(Offer.objects.values_list("name", "version"))
    run = take(boss, source)
    assert counts(run) == {"unchanged": 2}
    assert dict(Offer.objects.values_list("name", "version")) == versions


def test_what_changed_in_the_list_changes_here(boss):
    source = a_source(boss)
    take(boss, source)
    run = take(boss, replace(boss, source, TABLE.replace("50 kr.", "60 kr.").replace("19-21", "18-20")))
    assert counts(run) == {"changed": 1, "unchanged": 1}
    assert rows(run)["Banko"]["changed"] == ["price", "price_words", "times"]
    assert (offer("Banko").price, offer("Banko").times.get().starts.hour) == (60, 18)


def test_a_correction_of_ones_own_stays_and_is_told(boss):
    source = a_source(boss)
    take(boss, source)
    edit(boss, "Banko", price=40, price_words="40 kr.")
    run = take(boss, replace(boss, source, TABLE.replace("50 kr.", "60 kr.").replace("Bo;", "Ib;")))
    assert (offer("Banko").price, offer("Banko").contact_name) == (40, "Ib")
    assert rows(run)["Banko"]["kept"] == ["price", "price_words"]
    run = take(boss, replace(boss, source, TABLE))
    assert (counts(run), offer("Banko").price) == ({"changed": 1, "unchanged": 1}, 40)


def test_a_place_that_was_put_right_here_stays(boss):
    source = a_source(boss)
    take(boss, source)
    edit(boss, "Banko", venue={"name": "Kulturhuset", "address": "Torvet 1"})
    run = take(boss, source)
    assert (offer("Banko").place, rows(run)["Banko"]["kept"]) == ("Kulturhuset", ["place"])


def test_an_offer_that_is_gone_from_the_list_is_told_and_not_deleted(boss, page):
    source = a_source(boss)
    take(boss, source)
    run = take(boss, replace(boss, source, "\n".join(TABLE.splitlines()[:2])))
    assert [row.offer.name for row in queries.gone(run)] == ["Banko"]
    assert offer("Banko").is_open
    assert "Står ikke længere i listen" in page.get(f"{LIST}hentning/{run.pk}/").content.decode()


def test_a_batch_that_was_broken_off_is_taken_once(boss, monkeypatch):
    monkeypatch.setattr(reading, "BATCH", 1)
    run = actions.accept_run(by=boss, run=read(boss, a_source(boss)), now=NOW)
    step(run)
    assert (Offer.objects.count(), queries.runs().get(pk=run.pk).position) == (1, 1)
    monkeypatch.setattr("traedesten.sources.actions.taking._count", lambda *_: 1 / 0)
    run.refresh_from_db()
    with pytest.raises(ZeroDivisionError):
        step(run)
    assert Offer.objects.count() == 1
    monkeypatch.undo()
    run.refresh_from_db()
    assert (work_off(run).state, counts(run), Offer.objects.count()) == ("done", {"new": 2}, 2)


def test_a_run_that_is_done_is_not_taken_again(boss):
    run = take(boss, a_source(boss))
    actions.import_batch(by=system(boss.site_id), run=run, now=NOW)
    assert (Offer.objects.count(), ImportChange.objects.count()) == (2, 2)


def test_a_second_beginning_is_the_same_run(boss):
    source = a_source(boss)
    first = actions.begin_run(by=boss, source=source, now=NOW)
    assert actions.begin_run(by=boss, source=source, now=NOW) == first


# --- undoing -------------------------------------------------------------------------------------------------------


def test_undoing_takes_the_new_ones_away(boss):
    run = undo(boss, take(boss, a_source(boss)))
    assert (run.state, Offer.objects.count()) == ("undone", 0)


def test_undoing_restores_what_was_changed(boss):
    source = a_source(boss)
    take(boss, source)
    before = values_of(offer("Banko"))
    changed = TABLE.replace("50 kr.", "60 kr.").replace("19-21", "18-20").replace("Bo;", "Ib;")
    undo(boss, take(boss, replace(boss, source, changed)))
    assert values_of(offer("Banko")) == before
    assert counts(take(boss, replace(boss, source, TABLE))) == {"unchanged": 2}


def test_undoing_leaves_what_somebody_touched_since(boss):
    run = take(boss, a_source(boss))
    edit(boss, "Banko", about="Kom og vær med.")
    run = undo(boss, run)
    assert ([row.name for row in Offer.objects.all()], run.counts["left"]) == (["Banko"], 1)


def test_an_offer_that_somebody_walks_to_is_left(boss, here):
    run = take(boss, a_source(boss))
    guide = make.a_guide(here)
    journey = make.a_journey(here, guide=guide)
    journeys.lay_stone(by=make.as_guide(guide), journey=journey, offer=offer("Banko"), why="", now=NOW)
    run = undo(boss, run)
    assert ([row.name for row in Offer.objects.all()], run.counts["left"]) == (["Banko"], 1)


def test_only_the_last_run_can_be_undone(boss):
    source = a_source(boss)
    first = take(boss, source)
    take(boss, source)
    with pytest.raises(Stale):
        actions.undo_run(by=boss, run=first, now=NOW)


def test_a_run_is_not_undone_while_the_source_is_being_read(boss, page):
    run = take(boss, a_source(boss))
    actions.begin_run(by=boss, source=run.source, now=clock())
    answer = page.post(f"{LIST}hentning/{run.pk}/fortryd/", follow=True)
    assert "Der er sket noget i mellemtiden" in answer.content.decode()
    assert queries.runs().get(pk=run.pk).state == "done"


# --- likely duplicates ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fields",
    [
        {"venue": {"name": "salen", "address": ""}},
        {"venue": {"name": "", "address": "Nygade 2, 7500 Holstebro"}},
        {"contact_phone": "+4597420001"},
    ],
)
def test_a_likely_duplicate_is_named_and_not_merged(boss, here, fields):
    theirs = make.an_offer(here, "BANKO!", **{"contact_phone": "", **fields})
    run = take(boss, a_source(boss))
    assert rows(run)["Banko"]["like"] == [[str(theirs.pk), "BANKO!"]]
    assert Offer.objects.filter(name__iexact="banko").exists() and Offer.objects.count() == 3


def test_the_same_name_somewhere_else_is_no_duplicate(boss, here):
    make.an_offer(here, "Banko")
    assert rows(read(boss, a_source(boss)))["Banko"]["like"] == []


# --- pages ---------------------------------------------------------------------------------------------------------


def upload(content: str | bytes, name="liste.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())


def test_a_table_is_uploaded_its_columns_put_right_and_taken_over(page, here):
    form = {"name": "Foreninger", "offer_kind": "lasting", "file": upload(TABLE.replace("Navn", "Xyz"))}
    answer = page.post(LIST + "ny/", form)
    assert answer.status_code == 302 and answer["location"].endswith("/kolonner/")
    columns = page.get(answer["location"])
    assert "Strikkecafé" in columns.content.decode()
    chosen = {bound.html_name: bound.value() for bound, _cells in columns.context["form"].rows}
    answer = page.post(answer["location"], chosen | {"column_0": "name"})
    run = ImportRun.objects.get()
    assert run.state == "reading"
    assert "Vi læser listen" in page.get(answer["location"]).content.decode()
    work_off(run)
    assert "Strikkecafé" in page.get(answer["location"]).content.decode()
    page.post(answer["location"] + "hent/")
    work_off(queries.runs().get())
    assert "Hentet ind" in page.get(answer["location"]).content.decode()
    page.post(answer["location"] + "fortryd/")
    work_off(queries.runs().get())
    assert "Det er fortrudt" in page.get(answer["location"]).content.decode()
    assert page.get(LIST).status_code == 200


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("<!doctype html><p>Log ind</p>", "Det er en hjemmeside"),
        ("", "Der står ingenting"),
        ('[{"id": "1", "name": "Kor"', "holder op midt"),
        (b"x" * (LARGEST + 1), "mere end 50 MB"),
        (b"PK\x03\x04broken", "Den pakkede fil kan ikke åbnes|Den holder op midt"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_kindly(page, content, words):
    answer = page.post(LIST + "ny/", {"name": "Min liste", "offer_kind": "lasting", "file": upload(content)})
    if answer.status_code == 302:
        run = work_off(ImportRun.objects.get())
        text = page.get(f"{LIST}hentning/{run.pk}/").content.decode()
    else:
        assert answer.status_code == 422
        text = answer.content.decode()
        assert "Min liste" in text
    assert any(part in text for part in words.split("|"))


def test_a_table_of_three_megabytes_is_read(page, here):
    about = "Vi strikker. " * 60
    table = "Navn;Beskrivelse\n" + "".join(f"Strikkecafé {number};{about}\n" for number in range(4_000))
    assert len(table.encode()) > 3_000_000
    answer = page.post(LIST + "ny/", {"name": "Foreninger", "offer_kind": "lasting", "file": upload(table)})
    assert answer.status_code == 302 and answer["location"].endswith("/kolonner/")
    columns = page.get(answer["location"])
    assert "Strikkecafé 0" in columns.content.decode()
    with at_site(here):
        assert OfferSource.objects.select_related("key").get().content_bytes == table.encode()


@pytest.mark.parametrize("form", [{}, {"url": "ftp://example.org/x"}, {"url": "https://u:p@example.org/x"}])
def test_neither_file_nor_address_is_said(page, form):
    answer = page.post(LIST + "ny/", {"name": "Min liste", "offer_kind": "lasting", **form})
    assert answer.status_code == 422


def test_a_column_chosen_twice_is_said(page, boss):
    source = a_source(boss, kind="csv")
    answer = page.post(f"{LIST}{source.pk}/kolonner/", {"column_0": "name", "column_1": "name"})
    assert answer.status_code == 422 and "To kolonner" in answer.content.decode()


def test_a_guide_does_not_get_in(client, here):
    guide = make.a_guide(here)
    client.force_login(guide.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(LIST).status_code in (403, 404)


def test_the_pages_ask_the_same_number_of_questions_however_long_they_are(page, boss):
    def asked(address):
        with CaptureQueriesContext(connection) as found:
            assert page.get(address).status_code == 200
        return len(found)

    few = take(boss, a_source(boss))
    asked(LIST)
    short = asked(LIST), asked(f"{LIST}hentning/{few.pk}/"), asked(f"{LIST}{few.source_id}/")
    long = "".join(f"Hold {number};A;Sal {number};;Fredag kl. 9-10;;;\n" for number in range(40))
    many = take(boss, a_source(boss, TABLE + long))
    assert asked(f"{LIST}hentning/{many.pk}/") == short[1]
    for _more in range(3):
        many = take(boss, many.source)
        a_source(boss)
    assert (asked(LIST), asked(f"{LIST}{many.source_id}/")) == (short[0], short[2])
    assert asked(f"{LIST}hentning/{many.pk}/") < short[1]


def test_what_is_beyond_the_largest_list_is_not_kept(monkeypatch):
    monkeypatch.setattr(uploads, "LARGEST", 100_000)
    body = RequestFactory().post("/", {"file": SimpleUploadedFile("stor.csv", b"x" * 1_000_000)})
    assert 100_000 < body.FILES["file"].size < 300_000


def test_a_calendar_may_be_smaller_than_a_list():
    upload = SimpleUploadedFile("kalender.ics", b"BEGIN:VCALENDAR" + b" " * calendars.LARGEST)
    form = forms.Source({"name": "Kirken", "offer_kind": "lasting"}, {"file": upload})
    assert form.errors["file"].as_data()[0].code == "calendar_too_large"
