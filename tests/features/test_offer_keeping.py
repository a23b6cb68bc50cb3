"""Coordinators keep the list: the whole form, two at once, off the list and back, and the pages of the list."""

from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import make
from tests.features.test_offers import FORM, LIST, sign_in
from traedesten.audit.models import Event
from traedesten.domain import terms
from traedesten.domain.freshness import Freshness
from traedesten.domain.schedules import CHANGES, LAST, OneOff, Regular
from traedesten.domain.taxonomy import KEYS
from traedesten.offers import actions, forms
from traedesten.offers.models import Offer, Organisation
from traedesten.tenancy.scope import at_site
from traedesten.ui.labels import LABELS

NEXT_YEAR = timezone.localdate().year + 1
WHOLE = {
    **FORM,
    "organisation": "Naboerne",
    "url": "https://naboerne.example",
    "postcode": "7500",
    "hearing_loop": "on",
    "step_free": "on",
    "transport": "Bus 3 stopper ved døren",
    "contact_email": "lone@naboerne.example",
    "contact_public": "on",
    "capacity": "few",
    "interests": ["food.coffee", "games"],
    "hold_anxiety": "yes",
    "hold_grief": "ask",
    "can_hold": "To nye ad gangen.",
    "minimum_age": "18",
    "maximum_age": "99",
    "gender": "woman",
    "languages": ["da", "ar"],
    "pace": "quiet",
    "doing": "both",
    "same_people": "yes",
    "greeted": "no",
    "price": "0",
    "price_words": "Kaffe 10 kr.",
    "sign_up": "drop_in",
    "closed_on_holidays": "on",
    "often_1": "monthly.1.-1",
    "day_1": "1",
    "starts_1": "18:00",
    "ends_1": "00:00",
    "often_2": "weekly.2.",
    "day_2": "4",
    "starts_2": "09:30",
    "ends_2": "11:00",
    "from_2": f"{NEXT_YEAR}-01-08",
    "until_2": f"{NEXT_YEAR}-05-28",
    "change_0": "cancelled",
    "on_0": f"{NEXT_YEAR}-02-02",
    "words_0": "Vinterferie",
    "change_1": "moved",
    "on_1": f"{NEXT_YEAR}-02-09",
    "to_1": f"{NEXT_YEAR}-02-10",
    "change_2": "extra",
    "on_2": f"{NEXT_YEAR}-02-16",
    "new_starts_2": "10:00",
    "new_ends_2": "12:00",
}


@pytest.fixture
def boss(client, site):
    return sign_in(client, make.a_coordinator(site))


def only(site) -> Offer:
    with at_site(site):
        row = Offer.objects.select_related("venue", "organisation", "key").get()
        row.regulars = sorted((time.regular for time in row.times.all()), key=lambda one: one.weekday)
        row.one_offs = sorted((one.one_off for one in row.exceptions.all()), key=lambda one: one.on)
        return row


def test_everything_on_the_form_is_kept_and_read_in_words(boss, site):
    answer = boss.post(LIST + "nyt/", WHOLE)
    assert answer.status_code == 302
    row = only(site)
    assert row.regulars == [
        Regular("monthly", 1, time(18), time(0), 1, LAST),
        Regular("weekly", 3, time(14), time(17)),
        Regular("weekly", 4, time(9, 30), time(11), 2, None, date(NEXT_YEAR, 1, 8), date(NEXT_YEAR, 5, 28)),
    ]
    assert row.one_offs == [
        OneOff("cancelled", date(NEXT_YEAR, 2, 2), words="Vinterferie"),
        OneOff("moved", date(NEXT_YEAR, 2, 9), moved_to=date(NEXT_YEAR, 2, 10)),
        OneOff("extra", date(NEXT_YEAR, 2, 16), time(10), time(12)),
    ]
    assert (row.holds, row.interests) == ({"anxiety": "yes", "grief": "ask"}, ["food", "food.coffee", "games"])
    assert (row.same_people, row.greeted, row.price, row.languages) == (True, False, 0, ["da", "ar"])
    assert (row.venue.hearing_loop, row.venue.postcode, row.organisation.name) == (True, "7500", "Naboerne")
    assert row.contact_public_since
    page = boss.get(answer.url).content.decode()
    for words in (
        "Den sidste tirsdag i måneden kl. 18",
        "Hver anden fredag kl. 9.30–11",
        f"2. februar {NEXT_YEAR}: Aflyst (Vinterferie)",
        "Kaffe og snak, Spil",
        "Der er teleslynge",
        "Få pladser",
        "Spørg først",
        "Kun kvinder",
        "18 til 99 år",
        "Gratis, Kaffe 10 kr",
        "Bare kom",
        "Ingen har bekræftet det endnu",
        "Har sagt ja til, at alle kan se navn og nummer",
    ):
        assert words in page, words


def test_saving_untouched_changes_nothing(boss, site):
    boss.post(LIST + "nyt/", WHOLE)
    before = only(site)
    page = boss.get(f"{LIST}{before.pk}/ret/")
    form = page.context["form"]
    with at_site(site):
        typed = {name: values for name, values in forms.retyped(form).lists() if values}
    assert boss.post(f"{LIST}{before.pk}/ret/", typed).status_code == 302
    after = only(site)
    assert (after.regulars, after.one_offs, after.holds) == (before.regulars, before.one_offs, before.holds)
    assert (after.venue_id, after.contact_public_since) == (before.venue_id, before.contact_public_since)
    with at_site(site):
        assert Event.objects.get(verb="offer.edited").fields == []


FAULTS = {
    "end before start": ({"ends_0": "13:00"}, "ends_0"),
    "no end": ({"ends_0": ""}, "ends_0"),
    "season backwards": ({"from_0": "2027-05-01", "until_0": "2027-04-01"}, "until_0"),
    "every other week without a first": ({"often_0": "weekly.2."}, "from_0"),
    "how often unknown": ({"often_0": "daily"}, "often_0"),
    "a day that is not": ({"from_0": "2027-02-30"}, "from_0"),
    "a year far away": ({"from_0": "9999-01-01"}, "from_0"),
    "extra without a time": ({"change_0": "extra", "on_0": "2027-05-01"}, "new_starts_0"),
    "moved nowhere": ({"change_0": "moved", "on_0": "2027-05-01"}, "to_0"),
    "a change of nothing": ({"on_0": "2027-05-01"}, "change_0"),
    "a change on no day": ({"change_0": "cancelled"}, "on_0"),
    "ages backwards": ({"minimum_age": "60", "maximum_age": "18"}, "maximum_age"),
    "too old": ({"minimum_age": "900"}, "minimum_age"),
    "price below nothing": ({"price": "-5"}, "price"),
    "forty languages": ({"languages": [f"x{number}" for number in range(40)]}, "languages"),
    "unknown theme": ({"interests": ["creative.sword_fighting"]}, "interests"),
    "10,000 characters": ({"about": "æ" * 10_000}, "about"),
    "CPR in words": ({"can_hold": "Spørg 250947-9989"}, "can_hold"),
    "CPR on a special day": ({"change_0": "cancelled", "on_0": "2027-05-01", "words_0": "250947-9989"}, "words_0"),
    "script in the address": ({"url": "javascript:alert(1)"}, "url"),
    "no place to write to": ({"contact_email": "lone@"}, "contact_email"),
}


@pytest.mark.parametrize(("fault", "field"), FAULTS.values(), ids=FAULTS)
def test_a_fault_stands_beside_its_cause_and_nothing_typed_is_lost(boss, site, fault, field):
    answer = boss.post(LIST + "nyt/", {**FORM, **fault})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert "Frivilligcentret" in answer.content.decode()
    with at_site(site):
        assert not Offer.objects.exists()


def test_what_machines_type_is_cleaned(boss, site):
    strange = {**FORM, "name": "Ca\0fé \u202egnol\u202c 🌿", "about": "<script>alert(1)</script>"}
    answer = boss.post(LIST + "nyt/", strange)
    assert only(site).name == "Café gnol 🌿"
    assert "&lt;script&gt;alert(1)" in boss.get(answer.url).content.decode()


def test_the_later_of_two_is_told_and_keeps_their_text(boss, site):
    offer = make.an_offer(site, about="Kaffe.")
    edit = f"{LIST}{offer.pk}/ret/"
    mine = {**FORM, "about": "Te og kage.", "expected_version": offer.version}
    with at_site(site):
        actions.edit_offer(by=make.a_coordinator(site), offer=offer, about="Saft.", now=timezone.now())
    answer = boss.post(edit, mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "En anden har rettet her imens" in page and "Te og kage." in page and "Saft." in page
    assert only(site).about == "Saft."
    again = {**mine, "expected_version": answer.context["form"]["expected_version"].value()}
    assert boss.post(edit, again).status_code == 302
    assert only(site).about == "Te og kage."


def test_off_the_list_and_back(boss, site):
    offer = make.an_offer(site)
    page = boss.post(f"{LIST}{offer.pk}/af-listen/", follow=True).content.decode()
    assert "Det er taget af listen" in page and "Fortryd" in page and not only(site).is_open
    assert "Café Nygade" not in boss.get("/holstebro/find/").content.decode()
    boss.post(f"{LIST}{offer.pk}/paa-listen/")
    assert only(site).is_open


def test_a_new_contact_person_has_not_said_yes_to_stand_publicly(boss, site):
    offer = make.an_offer(site, contact_public=True)
    edit = f"{LIST}{offer.pk}/ret/"
    typed = {**FORM, "contact_public": "on"}
    assert boss.post(edit, typed).status_code == 302 and only(site).contact_public_since
    page = boss.post(edit, {**typed, "contact_name": "Bent"}, follow=True).content.decode()
    assert only(site).contact_public_since is None and "Spørg Bent" in page
    boss.post(edit, {**typed, "contact_name": "Bent"})
    assert only(site).contact_public_since


def test_an_organisation_that_is_known_is_suggested_and_not_made_twice(boss, site):
    for name in ("Et", "To"):
        boss.post(LIST + "nyt/", {**FORM, "name": name, "organisation": "Naboerne"})
    with at_site(site):
        assert Organisation.objects.count() == 1
    assert '<option value="Naboerne">' in boss.get(LIST + "nyt/").content.decode()


def test_a_long_list_comes_in_pages_at_the_same_cost(boss, site):
    by = make.a_coordinator(site)
    make.an_offer(site, by=by)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert boss.get(LIST).status_code == 200
        return len(queries)

    cost()
    first = cost()
    for number in range(59):
        make.an_offer(site, f"Sted {number:02}", by=by)
    assert cost() == first
    one, two = boss.get(LIST).content.decode(), boss.get(LIST + "?side=2").content.decode()
    assert "60 steder er på listen" in one and one.count("<article") == 50 and two.count("<article") == 10


def test_the_list_is_narrowed_by_theme_age_and_name(boss, site):
    now = timezone.now()
    make.an_offer(site, "Strik", interests=["creative.knitting"])
    for name, days in (("Frisk", 3), ("Moden", 130), ("Gammel", 300)):
        offer = make.an_offer(site, name)
        with at_site(site):
            actions.confirm_offer(by=make.a_coordinator(site), offer=offer, now=now - timedelta(days=days))
    found = {
        "?emne=creative.knitting": "Strik",
        "?emne=creative": "Strik",
        "?alder=fresh": "Frisk",
        "?alder=due": "Moden",
        "?alder=stale": "Gammel",
        "?alder=never": "Strik",
        "?navn=rik": "Strik",
    }
    for query, name in found.items():
        page = boss.get(LIST + query).content.decode()
        assert [other for other in ("Strik", "Frisk", "Moden", "Gammel") if f">{other}</a>" in page] == [name], query
    assert boss.get(LIST + "?emne=vr%00%C3%B8vl&alder=x&side=minus").status_code == 200


def test_every_theme_and_code_has_words():
    second = {key for key in KEYS if "." in key}
    assert (set(LABELS["theme"]), set(LABELS["holds"])) == (second, set(terms.HOLDS))
    for group, codes in (
        ("holding", terms.HOLDING),
        ("pace", terms.PACES),
        ("doing", terms.DOINGS),
        ("sign_up", terms.SIGN_UPS),
        ("capacity", terms.CAPACITIES),
        ("exception", CHANGES),
        ("freshness", Freshness),
    ):
        assert set(LABELS[group]) - {""} == set(codes), group
