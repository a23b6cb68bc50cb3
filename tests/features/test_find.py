"""Finding a community: by words, day, distance and courage; on a map, in a week, in a calendar, on paper."""

import io
from datetime import time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar
from pypdf import PdfReader

from tests import make
from traedesten.domain.schedules import OneOff, Regular
from traedesten.offers import actions
from traedesten.offers.catalogue import catalogue
from traedesten.offers.views import find
from traedesten.tenancy.models import Area, User
from traedesten.tenancy.scope import at_site

FIND = "/holstebro/find/"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def names(client, **query) -> list[str]:
    """The names on the list, in the order they stand."""
    return [row.offer.name for row in client.get(FIND, query).context["found"]]


@pytest.fixture
def places(site):
    fields = {
        "Garnboden": {"about": "Vi strikker og hækler.", "interests": ["creative.knitting"], "price": 0},
        "Onsdagskoret": {
            "kind": "lasting",
            "interests": ["music.choir"],
            "times": [Regular("weekly", 2, time(19), time(21))],
            "size": "large",
            "holds": {"anxiety": "no"},
        },
        "Det stille hjørne": {"interests": ["talk"], "holds": {"anxiety": "yes"}, "pace": "quiet"},
        "Lukket klub": {"is_open": False, "interests": ["creative.knitting"]},
    }
    return {name: make.an_offer(site, name, **more) for name, more in fields.items()}


def test_without_a_search_everything_open_is_there(client, places):
    assert sorted(names(client)) == ["Det stille hjørne", "Garnboden", "Onsdagskoret"]


def test_a_word_of_the_field_finds_its_neighbour_and_says_why(client, places):
    answer = client.get(FIND, {"q": "håndarbejde"})
    found = answer.context["found"]
    assert found[0].offer.name == "Garnboden" and found[0].why
    assert found[0].why[0] in answer.content.decode()


def test_a_misspelling_is_understood(client, places):
    assert names(client, q="strike")[0] == "Garnboden"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"themes": "music"}, ["Onsdagskoret"]),
        ({"days": "2", "parts": "eve"}, ["Onsdagskoret"]),
        ({"free": "on"}, ["Garnboden"]),
        ({"nervous": "on"}, ["Det stille hjørne"]),
        ({"themes": "no_such_theme", "days": "9"}, ["Det stille hjørne", "Garnboden", "Onsdagskoret"]),
        ({"q": "kor", "free": "on"}, []),
    ],
)
def test_filters_are_taken_together_and_what_is_no_choice_is_passed_over(client, places, query, found):
    assert sorted(names(client, **query)) == found


def test_distance_counts_from_a_town(client, site):
    with at_site(site):
        near, far = Area.objects.order_by("name")[:2]
    make.an_offer(site, "Nær", venue={"name": "Her", "area": near})
    make.an_offer(site, "Fjern", venue={"name": "Der", "area": far, "latitude": 57.0, "longitude": 10.0})
    assert names(client, area=str(near.pk), reach="7") == ["Nær"]
    assert names(client, area=str(near.pk)) == ["Nær"]


def test_nothing_found_says_what_to_do(client, places):
    answer = client.get(FIND, {"q": "undervandsrugby"})
    assert answer.context["found"] == [] and "Måske findes det ikke endnu" in answer.content.decode()


@pytest.mark.parametrize("q", ["", " ", "\x00", "a" * 10_000, "😀", "\u202e", "* & | ! ( :", "og i på", "%_'\""])
def test_odd_words_do_no_harm(client, places, q):
    assert client.get(FIND, {"q": q, "side": "no"}).status_code == 200


def test_what_changes_is_found_at_once(client, site, places):
    with at_site(site):
        actions.edit_offer(
            by=make.a_coordinator(site), offer=places["Garnboden"], name="Sejlklubben", now=timezone.now()
        )
    assert names(client, q="sejlklubben") == ["Sejlklubben"]


def test_an_index_is_made_once_for_a_version(site, places):
    with at_site(site):
        assert catalogue() is catalogue()


def test_another_sites_offers_are_not_found(client, site, other_site, places):
    make.an_offer(other_site, "Nabokoret", interests=["music"])
    assert "Nabokoret" not in names(client, q="koret")


def test_the_number_of_queries_does_not_grow(client, site):
    def queries() -> int:
        client.get(FIND)
        with CaptureQueriesContext(connection) as found:
            client.get(FIND)
        return len(found)

    by = make.a_coordinator(site)
    make.an_offer(site, "Et sted", by=by)
    one = queries()
    for number in range(19):
        make.an_offer(site, f"Sted {number}", by=by)
    assert queries() == one


def test_contact_people_stand_here_only_with_their_yes(client, site):
    offer = make.an_offer(site, contact_name="Lone", contact_phone="+4561727374")
    page = f"{FIND}{offer.pk}/"
    assert "61 72 73 74" not in client.get(page).content.decode()
    with at_site(site):
        actions.edit_offer(
            by=make.a_coordinator(site), offer=offer, contact_public_since=timezone.now(), now=timezone.now()
        )
    assert "61 72 73 74" in client.get(page).content.decode()


def test_an_offer_off_the_list_has_no_page(client, places):
    offer = places["Lukket klub"]
    for path in ("", "kalender.ics", "plakat.pdf"):
        assert client.get(f"{FIND}{offer.pk}/{path}").status_code == 404


def test_a_map_is_drawn_where_there_is_an_outline(client, site, places):
    assert client.get(FIND).context["map"] is None
    square = {"type": "Polygon", "coordinates": [[[8.0, 56.0], [9.5, 56.0], [9.5, 57.0], [8.0, 57.0], [8.0, 56.0]]]}
    with at_site(site):
        actions.keep_outline(by=make.a_coordinator(site), outline=square, now=timezone.now())
    drawing = client.get(FIND).context["map"]
    assert (len(drawing.towns), sum(len(mark.offers) for mark in drawing.places)) == (2, 3)


def test_a_calendar_to_subscribe_to_follows_what_is_cancelled(client, site):
    today = timezone.localdate()
    day = today + timedelta(days=(3 - today.weekday()) % 7 + 7)
    offer = make.an_offer(site, closed_on_holidays=False, exceptions=[OneOff("cancelled", day)])
    answer = client.get(f"{FIND}{offer.pk}/kalender.ics")
    starts = [event["dtstart"].dt.date() for event in Calendar.from_ical(answer.content).walk("VEVENT")]
    assert answer["Content-Type"].startswith("text/calendar") and len(starts) > 20
    assert day not in starts and {when.weekday() for when in starts} == {3}


def test_calendars_of_a_place_and_of_a_search(client, site, places):
    venue = places["Garnboden"].venue_id
    for path in (f"sted/{venue}/kalender.ics", "kalender.ics?themes=music"):
        events = Calendar.from_ical(client.get(FIND + path).content).walk("VEVENT")
        assert events
    assert {str(event["summary"]) for event in events} == {"Onsdagskoret"}


def test_a_week_shows_each_day(client, places):
    answer = client.get(f"{FIND}uge/", {"uge": "2026-W06", "themes": "music"})
    meetings = [offer.name for _day, found in answer.context["days"] for _meeting, offer in found]
    assert meetings == ["Onsdagskoret"]
    assert client.get(f"{FIND}uge/", {"uge": "2026-W99"}).status_code == 200


def test_what_there_is_no_room_for_is_said(client, places, monkeypatch):
    assert "ikke plads til alle" not in client.get(FIND + "uge/").content.decode()
    monkeypatch.setattr(find, "MOST_IN_CALENDAR", 1)
    monkeypatch.setattr(find, "MOST_PRINTED", 2)
    assert "2 steder mere kunne være noget for dig" in client.get(FIND + "uge/").content.decode()
    calendar = Calendar.from_ical(client.get(FIND + "kalender.ics").content)
    assert "de 1 steder, der passer bedst" in str(calendar["x-wr-calname"])
    paper = PdfReader(io.BytesIO(client.get(FIND + "liste.pdf").content))
    assert "Der er ét sted mere." in "".join(page.extract_text() for page in paper.pages)


@pytest.mark.parametrize("path", ["liste.pdf?q=strik", "liste.pdf", "liste.pdf?q=undervandsrugby"])
def test_the_list_on_paper_is_tagged(client, places, path):
    answer = client.get(FIND + path)
    pdf = PdfReader(io.BytesIO(answer.content))
    assert answer["Content-Type"] == "application/pdf"
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"] and pdf.trailer["/Root"]["/Lang"] == "da"


def test_a_poster_carries_the_name_and_a_code(client, places):
    answer = client.get(f"{FIND}{places['Garnboden'].pk}/plakat.pdf")
    pdf = PdfReader(io.BytesIO(answer.content))
    assert "Garnboden" in pdf.pages[0].extract_text() and len(pdf.pages) == 1


def test_staff_find_more(client, site, places):
    client.force_login(User.objects.get(pk=make.a_coordinator(site).user_id), backend=BACKEND)
    answer = client.get("/s/holstebro/tilbud/find/", {"q": "strik"})
    assert (answer.status_code, "61 72 73 74" in answer.content.decode()) == (200, True)
