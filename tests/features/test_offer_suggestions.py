"""Anybody proposes a change or a community that is missing; a coordinator reads it as a diff."""

from datetime import timedelta
from importlib import import_module
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from tests import make
from tests.features.test_offers import LIST, sign_in
from traedesten.domain.access import Actor, Role
from traedesten.domain.cpr import CprFound
from traedesten.messages.models import Message
from traedesten.offers import actions, forms
from traedesten.offers.models import Offer, OfferSuggestion
from traedesten.tenancy.scope import at_site
from traedesten.ui.open_forms import stamp

FIND = "/holstebro/find/"


@pytest.fixture
def offer(site):
    return make.an_offer(site, about="Kaffe og spil.", contact_public=False)


@pytest.fixture
def boss(client, site):
    return sign_in(client, make.a_coordinator(site))


def suggested(site, offer, note: str = "", **changes) -> OfferSuggestion:
    with at_site(site):
        return actions.suggest_change(
            by=Actor(site.pk, frozenset({Role.VISITOR})),
            offer=offer,
            changes=changes,
            note=note,
            submission_key=uuid4(),
            now=timezone.now(),
        )


def untouched(client, path: str) -> dict:
    """What a browser sends when a form is opened and posted as it stands."""
    form = client.get(path).context["form"]
    typed = {name: values for name, values in forms.retyped(form).lists() if values}
    return typed | {"opened": stamp(timezone.now() - timedelta(seconds=30))}


def kept(site) -> list[OfferSuggestion]:
    with at_site(site):
        return list(OfferSuggestion.objects.select_related("key").order_by("made_at"))


def test_only_what_was_changed_is_kept(client, site, offer):
    path = f"{FIND}{offer.pk}/foreslaa/"
    typed = untouched(client, path) | {"about": "Kun kaffe.", "starts_0": "13:00", "note": "Ring til Bo."}
    page = client.post(path, typed, follow=True).content.decode()
    assert "Tak. Nu ser vi på det." in page
    (row,) = kept(site)
    assert row.changes == {"about": ["Kun kaffe."], "starts_0": ["13:00"]}
    assert (row.note, row.suspicions, row.base_version) == ("Ring til Bo.", [], offer.version)
    with at_site(site):
        assert Offer.objects.get().about == "Kaffe og spil."


def test_the_open_page_does_not_show_the_contact_person(client, offer):
    page = client.get(f"{FIND}{offer.pk}/foreslaa/").content.decode()
    assert "Café Nygade" in page and not any(word in page for word in ("Lone", "61 72 73 74", "61727374"))


def test_sent_twice_it_is_one(client, site, offer):
    path = f"{FIND}{offer.pk}/foreslaa/"
    typed = untouched(client, path) | {"about": "Kun kaffe."}
    for _again in range(2):
        assert client.post(path, typed).status_code == 302
    assert len(kept(site)) == 1


def test_a_form_sent_as_it_stood_asks_what_is_wrong(client, site, offer):
    path = f"{FIND}{offer.pk}/foreslaa/"
    answer = client.post(path, untouched(client, path))
    assert answer.status_code == 422 and "Du har ikke ændret noget endnu" in answer.content.decode()


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ({"about": "Spørg 250947-9989"}, "CPR-nummer"),
        ({"note": "Spørg 250947-9989"}, "CPR-nummer"),
        ({"about": "æ" * 10_000}, "lidt for langt"),
        ({"ends_0": "12:00"}, "Byt om på tiderne"),
        ({"url": "javascript:alert(1)"}, "Adressen ser ikke rigtig ud"),
        ({"name": ""}, "Skriv lidt her"),
    ],
)
def test_a_fault_keeps_what_was_typed(client, site, offer, fault, words):
    path = f"{FIND}{offer.pk}/foreslaa/"
    answer = client.post(path, untouched(client, path) | {"place": "Nygade 14"} | fault)
    page = answer.content.decode()
    assert (answer.status_code, words in page, "Nygade 14" in page) == (422, True, True)
    assert kept(site) == []


def stored() -> bytes:
    """The row as PostgreSQL has it: its text, and its sealed fields as bytes."""
    with connection.cursor() as cursor:
        cursor.execute("select * from offers_offersuggestion")
        (row,) = cursor.fetchall()
    return b" ".join(bytes(cell) if isinstance(cell, memoryview | bytes) else str(cell).encode() for cell in row)


def test_who_is_proposed_as_contact_is_nowhere_in_clear_and_let_go_of_once_answered(site, offer):
    secret = {"contact_name": ["Zenobia Quist"], "contact_phone": ["61909192"], "contact_email": ["zq@example.org"]}
    row = suggested(site, offer, **secret)
    with at_site(site):
        raw = stored()
        assert str(row.submission_key).encode() in raw
        assert [word for word in (b"Zenobia", b"Quist", b"61909192", b"zq@", b"contact_") if word in raw] == []
        assert kept(site)[0].changes == secret
        actions.leave_suggestion(by=make.a_coordinator(site), suggestion=row, now=timezone.now())
        assert (kept(site)[0].changes, bytes(OfferSuggestion.objects.values_list("proposed", flat=True).get())) == (
            {},
            b"",
        )


def test_rows_in_clear_are_sealed_and_opened_again_by_the_migration(site, offer):
    """The column in clear is gone here: a table of the same name, which goes before the real one, has it."""
    migration = import_module("traedesten.offers.migrations.0009_seal_suggestions")
    old = MigrationLoader(connection).project_state([("offers", "0009_seal_suggestions")]).apps
    row = suggested(site, offer, contact_name=["Zenobia Quist"])
    with at_site(site), connection.cursor() as cursor:
        cursor.execute(
            "create temp table offers_offersuggestion on commit drop as "
            "select *, '{}'::jsonb as changes from public.offers_offersuggestion"
        )
    editor = SimpleNamespace(connection=connection)
    migration.unseal(old, editor)
    with at_site(site):
        assert b"Zenobia" in stored()
    migration.seal(old, editor)
    with at_site(site):
        assert b"Zenobia" not in stored()
        assert kept(site)[0].changes == {"contact_name": ["Zenobia Quist"]}
        assert kept(site)[0].pk == row.pk


def test_a_number_never_reaches_the_database(site, offer):
    with pytest.raises(CprFound):
        suggested(site, offer, about=["Spørg 250947-9989"])


@pytest.mark.parametrize(
    ("typed", "sign"),
    [
        ({"webside": "https://example.org"}, "honeypot"),
        ({"opened": "i går"}, "no_stamp"),
        ({"opened": lambda: stamp(timezone.now())}, "too_fast"),
        ({"opened": lambda: stamp(timezone.now() - timedelta(days=2))}, "stale"),
    ],
)
def test_what_looks_like_a_machine_is_marked_and_not_lost(client, site, offer, typed, sign):
    path = f"{FIND}{offer.pk}/foreslaa/"
    typed = {name: value() if callable(value) else value for name, value in typed.items()}
    client.post(path, untouched(client, path) | {"about": "Nyt."} | typed)
    assert [row.suspicions for row in kept(site)] == [[sign]]


def test_what_was_changed_while_somebody_wrote_is_shown_to_them(client, site, offer):
    path = f"{FIND}{offer.pk}/foreslaa/"
    typed = untouched(client, path) | {"about": "Kun kaffe."}
    with at_site(site):
        actions.edit_offer(by=make.a_coordinator(site), offer=offer, about="Saft.", now=timezone.now())
    answer = client.post(path, typed)
    page = answer.content.decode()
    assert (answer.status_code, "Kun kaffe." in page, "Saft." in page, kept(site)) == (409, True, True, [])


def test_a_closed_offer_takes_no_suggestions(client, site, offer):
    with at_site(site):
        actions.stop_offer(by=make.a_coordinator(site), offer=offer, now=timezone.now())
    assert client.get(f"{FIND}{offer.pk}/foreslaa/").status_code == 404


# --- the coordinator ----------------------------------------------------------------------------------------------


def test_the_coordinator_sees_old_and_new_in_words(boss, site, offer):
    row = suggested(site, offer, about=["Kun kaffe."], starts_0=["13:00"], step_free=["on"], sign_up=["drop_in"])
    answer = boss.get(f"{LIST}forslag/{row.pk}/")
    assert [(one.label, one.stands, one.proposed) for one in answer.context["differences"]] == [
        ("Hvad er det?", "Kaffe og spil.", "Kun kaffe."),
        ("Skal man melde sig til?", "Ved ikke", "Bare kom"),
        ("Man kan komme ind uden trapper", "Nej", "Ja"),
        ("Hvornår", "hver torsdag kl. 14–17", "hver torsdag kl. 13–17"),
    ]


def test_what_is_chosen_is_taken_and_the_owner_is_told(boss, site, offer):
    row = suggested(site, offer, about=["Kun kaffe."], starts_0=["13:00"], place=["Nygade 14"])
    path = f"{LIST}forslag/{row.pk}/"
    page = boss.post(path, {"part": ["times", "place"], "expected_version": offer.version}, follow=True)
    assert "Rettet. Lone får besked." in page.content.decode()
    with at_site(site):
        found = Offer.objects.select_related("venue__area").get()
        assert (found.about, found.place, found.area.name) == ("Kaffe og spil.", "Nygade 14", "Byen")
        assert [time.starts.hour for time in found.times.all()] == [13]
        assert Message.objects.filter(name="offer_changed").count() == 1
    assert kept(site)[0].state == "taken"


def test_what_is_left_changes_nothing(boss, site, offer):
    row = suggested(site, offer, about=["Kun kaffe."])
    boss.post(f"{LIST}forslag/{row.pk}/", {"leave": "1"})
    with at_site(site):
        assert Offer.objects.get().about == "Kaffe og spil."
        assert not Message.objects.filter(name="offer_changed").exists()
    assert "Det blev lagt til side i dag." in boss.get(f"{LIST}forslag/{row.pk}/").content.decode()


def test_answered_by_two_the_second_is_told(boss, site, offer):
    row = suggested(site, offer, about=["Kun kaffe."])
    path = f"{LIST}forslag/{row.pk}/"
    assert boss.post(path, {"part": ["about"]}).status_code == 302
    answer = boss.post(path, {"leave": "1"})
    assert answer.status_code == 409 and "Det blev taget med i dag." in answer.content.decode()


def test_an_offer_changed_meanwhile_shows_what_stands_now(boss, site, offer):
    row = suggested(site, offer, about=["Kun kaffe."])
    with at_site(site):
        actions.edit_offer(by=make.a_coordinator(site), offer=offer, about="Saft.", now=timezone.now())
    path = f"{LIST}forslag/{row.pk}/"
    page = boss.get(path).content.decode()
    assert "Stedet er rettet, siden forslaget blev skrevet" in page and "Saft." in page
    answer = boss.post(path, {"part": ["about"], "expected_version": offer.version})
    assert answer.status_code == 409 and "Her er det, der står nu" in answer.content.decode()
    with at_site(site):
        assert Offer.objects.get().about == "Saft."


def test_what_cannot_be_used_as_it_stands_is_said(boss, site, offer):
    row = suggested(site, offer, ends_0=["01:00"], about=["Kun kaffe."])
    path = f"{LIST}forslag/{row.pk}/"
    page = boss.post(path, {"part": ["times"]}).content.decode()
    assert "kan ikke bruges, som det står" in page
    assert "Vælg mindst én rettelse" in boss.post(path, {}).content.decode()
    assert boss.post(path, {"part": ["about"], "expected_version": "²"}).status_code == 302


def test_a_community_that_is_missing_begins_a_form_and_comes_on_the_list(boss, site):
    path = f"{FIND}foreslaa-nyt/"
    typed = untouched(boss, path) | {"name": "Torsdagskoret", "about": "Vi synger.", "day_0": "3"}
    typed |= {"starts_0": "19:00", "ends_0": "21:00", "sender_name": "Mona"}
    assert boss.post(path, typed).status_code == 302
    (row,) = kept(site)
    assert row.offer_id is None
    assert "Torsdagskoret" in boss.get(f"{LIST}forslag/{row.pk}/").content.decode()
    begin = f"{LIST}nyt/?forslag={row.pk}"
    page = boss.get(begin).content.decode()
    assert "Torsdagskoret" in page and 'value="19:00"' in page
    form = {"name": "Torsdagskoret", "kind": "lasting", "size": "large", "day_0": "3", "starts_0": "19:00"}
    answer = boss.post(f"{LIST}nyt/", {**form, "ends_0": "21:00", "forslag": str(row.pk)})
    with at_site(site):
        assert Offer.objects.get().name == "Torsdagskoret"
    assert (answer.status_code, kept(site)[0].state) == (302, "taken")
    assert boss.post(f"{LIST}nyt/", {**form, "ends_0": "21:00", "forslag": "vrøvl"}).status_code == 302


def test_a_name_is_enough(client, site):
    path = f"{FIND}foreslaa-nyt/"
    assert client.post(path, untouched(client, path) | {"name": "Koret"}).status_code == 302
    assert client.post(path, untouched(client, path)).status_code == 422


def test_a_guide_answers_no_suggestions(client, site, offer):
    row = suggested(site, offer, about=["Kun kaffe."])
    sign_in(client, make.a_guide(site))
    assert client.get(f"{LIST}forslag/").status_code == 403
    assert client.post(f"{LIST}forslag/{row.pk}/", {"leave": "1"}).status_code == 403
