"""The pages of shifts: the coordinator's roster, the guide's own, and what everybody sees."""

from base64 import b64encode
from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar
from PIL import Image
from pypdf import PdfReader

from tests import make
from tests.shifts import EVENING, MORNING, a_house, opening, put, says, the_shift
from traedesten.messages.models import Message
from traedesten.people import actions as people
from traedesten.support import actions, queries
from traedesten.support.models import Duty, ShiftPlan, Swap
from traedesten.tenancy.models import Link
from traedesten.tenancy.scope import at_site

PAGE, MINE, OPEN = "/s/holstebro/vagter/", "/s/holstebro/mine-vagter/", "/holstebro/vagter/"
EVERY_DAY = [opening(day, hours) for day in range(7) for hours in (MORNING, EVENING)]


@pytest.fixture
def now():
    return timezone.now().replace(microsecond=0)


@pytest.fixture
def today(now):
    return timezone.localdate(now)


@pytest.fixture
def house(site, coordinator, now):
    with at_site(site):
        yield a_house(site, coordinator, openings=EVERY_DAY, now=now, closed_on_holidays=False, rest_hours=8)


@pytest.fixture
def guides(site):
    return [make.a_guide(site, name) for name in ("Birthe Kjær", "Knud Vest", "Fatima Hassan")]


def a_picture() -> str:
    made = BytesIO()
    Image.new("RGB", (320, 320), "purple").save(made, "JPEG")
    return b64encode(made.getvalue()).decode()


# --- the coordinator ------------------------------------------------------------------------------
def test_a_house_is_opened_on_the_page(client, site, coordinator, today):
    assert "Hvornår er huset åbent?" in client.get(PAGE).text
    form = client.get(PAGE + "aabningstider/").context["form"]
    start = {name: form[name].value() or "" for name in form.fields}
    typed = start | {"name": "Huset", "first_on": str(today), "rest_hours": "11"}
    typed |= {"day_0": "0", "starts_0": "10:00", "ends_0": "13:00", "needed_0": "2", "fewest_0": "1"}
    assert client.post(PAGE + "aabningstider/", typed).status_code == 302
    assert "Der mangler" in client.get(PAGE).text
    with at_site(site):
        assert {shift.on.weekday() for shift in ShiftPlan.objects.get().shifts.all()} == {0}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"ends_0": "09:00"}, "Vagten slutter, før den begynder"),
        ({"ends_0": ""}, "Skriv, hvornår vagten slutter"),
        ({"fewest_0": "5"}, "Det er flere end dem, der skal være"),
        ({"last_on": "2020-01-01"}, "Den sidste dag ligger før den første"),
        ({"day_1": "0", "starts_1": "10:00", "ends_1": "12:00"}, "Der er allerede en vagt"),
    ],
)
def test_openings_that_cannot_be_are_said_and_nothing_typed_is_lost(client, coordinator, today, change, said):
    typed = {"name": "Huset ved åen", "first_on": str(today), "rest_hours": "11"}
    typed |= {"day_0": "0", "starts_0": "10:00", "ends_0": "13:00", "needed_0": "2", "fewest_0": "1"} | change
    answer = client.post(PAGE + "aabningstider/", typed)
    assert answer.status_code == 422
    assert said in answer.text and "Huset ved åen" in answer.text


def test_on_top_of_somebody_elses_change_is_409(client, house, coordinator, now):
    form = client.get(PAGE + "aabningstider/").context["form"]
    start = {name: "" if form[name].value() in (None, False) else form[name].value() for name in form.fields}
    actions.keep_plan(by=coordinator, plan=house, openings=EVERY_DAY, now=now)
    assert client.post(PAGE + "aabningstider/", start | {"name": "Mit navn"}).status_code == 409


def test_from_asking_to_publishing(client, site, house, guides, now):
    assert "Spørg guiderne" in client.get(PAGE).text
    assert client.post(PAGE + "spoerg/").status_code == 302
    assert Message.objects.filter(name="shift_wishes").count() == 3
    answer = client.post(PAGE + "foreslaa/")
    assert answer.status_code == 422 and "Ingen guider har skrevet" in answer.text
    for guide in guides:
        says(guide, most=5, now=now)
    assert client.post(PAGE + "foreslaa/").status_code == 302
    page = client.get(PAGE)
    assert "Tag forslaget i brug" in page.text and "timers hvile" in page.text
    assert client.post(PAGE + "tag/").status_code == 302
    assert client.post(PAGE + "tag/", follow=True).status_code == 200  # a double click
    assert "Offentliggør" in client.get(PAGE).text
    client.post(PAGE + "offentliggoer/")
    assert "Der er ikke noget nyt" in client.post(PAGE + "offentliggoer/", follow=True).text
    assert "Du har" in make.signed_in(guides[0].user_id).get(MINE).text


def test_a_stale_proposal_shows_what_has_changed_and_can_be_taken_all_the_same(client, house, guides, now):
    for guide in guides:
        says(guide, most=5, now=now)
    client.post(PAGE + "foreslaa/")
    says(guides[0], "cannot", now=now)
    people.end_membership(by=make.a_coordinator(house.site), volunteer=guides[1], now=now)
    answer = client.post(PAGE + "tag/")
    assert answer.status_code == 409
    assert "Birthe har ændret sine ønsker." in answer.text and "Knud tager ikke vagter mere." in answer.text
    assert not Duty.objects.filter(state="agreed").exists()
    assert client.post(PAGE + "tag/", {"seen": answer.context["seen"]}).status_code == 302
    assert {duty.guide_id for duty in queries.standing()} == {guides[2].pk}


def test_locks_that_contradict_are_said_on_the_page(client, house, guides, coordinator, now, today):
    says(guides[0], most=5, now=now)
    put(guides[0], today + timedelta(days=2), coordinator, now=now, starts=EVENING["starts"])
    put(guides[0], today + timedelta(days=3), coordinator, now=now)
    actions.keep_plan(by=coordinator, plan=house, openings=EVERY_DAY, rest_hours=20, now=now)
    answer = client.post(PAGE + "foreslaa/")
    assert answer.status_code == 409 and "strider mod hinanden" in answer.text


def test_by_hand_on_the_page_of_a_shift(client, house, guides, coordinator, now, today):
    says(guides[0], most=5, now=now)
    says(guides[1], "cannot", now=now)
    shift = the_shift(today + timedelta(days=2))
    path = f"{PAGE}{shift.pk}/"
    page = client.get(path).text
    assert "ikke spurgt – ring først" in page and "det ikke kan lade sig gøre" in page
    refused = client.post(path + "paa/", {"guide": guides[1].pk})
    assert refused.status_code == 422 and "Knud kan ikke få vagten" in refused.text
    assert client.post(path + "paa/", {"guide": "x"}).status_code == 422
    assert client.post(path + "paa/", {"guide": guides[0].pk}).status_code == 302
    duty = Duty.objects.get()
    for _ in range(2):  # a double click
        assert client.post(f"{PAGE}guides/{duty.pk}/af/").status_code == 302
    assert client.post(f"{PAGE}guides/{duty.pk}/laas/").status_code == 302
    client.post(path + "luk/")
    assert "Huset holder lukket" in client.get(path).text
    client.post(path + "luk/", {"open": "1"})
    assert "Der mangler" in client.get(path).text


def test_those_who_left_are_shown_and_their_shifts_set_free(client, house, guides, coordinator, now, today):
    duty = put(guides[0], today + timedelta(days=2), coordinator, now=now)
    people.end_membership(by=coordinator, volunteer=guides[0], now=now)
    assert "har sagt farvel" in client.get(PAGE).text
    assert "har sagt farvel" in client.get(f"{PAGE}{duty.shift_id}/").text
    assert "Birthe" not in Client().get(OPEN).text
    client.post(PAGE + "sagt-farvel/")
    assert "har sagt farvel" not in client.get(PAGE).text


def test_guides_do_not_see_the_coordinators_pages(house, guides, today):
    client = make.signed_in(guides[0].user_id)
    for path in (PAGE, PAGE + "aabningstider/", f"{PAGE}{the_shift(today).pk}/", PAGE + "plakat.pdf"):
        assert client.get(path).status_code == 403
    assert client.post(PAGE + "foreslaa/").status_code == 403


# --- guides ---------------------------------------------------------------------------------------
def test_wishes_in_a_few_taps(house, guides, now):
    client = make.signed_in(guides[0].user_id)
    assert "Det tager et minut" in client.get(MINE).text
    form = client.get(MINE + "oensker/").context["form"]
    typed = {field.html_name: "gladly" for field in form.weekly}
    typed |= {"most_a_week": "2", "shown": "picture", "expected_version": "0"}
    typed["away_on"] = [form.fields["away_on"].choices[0][0]]
    assert client.post(MINE + "oensker/", typed).status_code == 302
    assert client.post(MINE + "oensker/", typed).status_code == 409  # a second tab
    assert "Højst 2 vagter om ugen" in client.get(MINE).text
    assert client.post(MINE + "oensker/", {"most_a_week": "9"}).status_code == 422


def test_two_guides_swap(house, guides, coordinator, now, today):
    one, other, third = guides
    for guide in guides:
        says(guide, most=5, now=now)
    duty = put(one, today + timedelta(days=2), coordinator, now=now)
    mine = make.signed_in(one.user_id)
    for _ in range(2):  # a double click
        assert mine.post(f"{MINE}{duty.pk}/byt/").status_code == 302
    assert Swap.objects.count() == 1
    assert Message.objects.filter(name="shift_open").count() == 2
    assert "Birthe vil gerne bytte" in make.signed_in(other.user_id).get(MINE).text
    for path in (PAGE, f"{PAGE}{duty.shift_id}/"):
        assert "vil gerne bytte" in make.signed_in(coordinator.user_id).get(path).text
    take = f"{MINE}tag/{duty.shift_id}/"
    assert make.signed_in(other.user_id).post(take).status_code == 302
    late = make.signed_in(third.user_id).post(take)
    assert late.status_code == 409 and "En anden var hurtigere" in late.text
    assert "Du har ingen vagter" in mine.get(MINE).text
    assert "En anden har taget vagten" in mine.post(f"{MINE}{duty.pk}/behold/", follow=True).text
    assert [message.to for message in Message.objects.filter(name="shift_taken")] == [one.phone]
    assert Duty.objects.get(pk=duty.pk).state == "given"


def test_the_hard_rules_hold_when_guides_swap(house, guides, coordinator, now, today):
    one, other, _third = guides
    says(other, "cannot", most=1, now=now)
    duty = put(one, today + timedelta(days=2), coordinator, now=now)
    says(other, "can", most=1, now=now)
    put(other, today + timedelta(days=2), coordinator, now=now, starts=EVENING["starts"])
    make.signed_in(one.user_id).post(f"{MINE}{duty.pk}/byt/")
    answer = make.signed_in(other.user_id).post(f"{MINE}tag/{duty.shift_id}/")
    assert answer.status_code == 409 and "Du har allerede en vagt den dag" in answer.text
    assert "Behold den alligevel" in make.signed_in(one.user_id).get(MINE).text
    assert make.signed_in(one.user_id).post(f"{MINE}{duty.pk}/behold/").status_code == 302
    assert not queries.offers().exists()


def test_who_takes_more_than_they_wished_for_is_told_so_first(house, guides, coordinator, now, today):
    one, other, _third = guides
    says(one, most=5, now=now)
    says(other, most=1, now=now)
    monday = today + timedelta(days=7 - today.weekday())
    put(other, monday, coordinator, now=now)
    duty = put(one, monday + timedelta(days=3), coordinator, now=now)
    make.signed_in(one.user_id).post(f"{MINE}{duty.pk}/byt/")
    page = make.signed_in(other.user_id).get(MINE).text
    assert "Så har du flere vagter den uge, end du har ønsket." in page and "Tag vagten" in page
    assert make.signed_in(other.user_id).post(f"{MINE}tag/{duty.shift_id}/").status_code == 302


def test_cannot_come_opens_the_shift_and_tells_the_others(house, guides, coordinator, now, today):
    one, other, _third = guides
    says(other, most=1, now=now)
    duty = put(one, today + timedelta(days=2), coordinator, now=now)
    put(one, today + timedelta(days=4), coordinator, now=now)
    mine = make.signed_in(one.user_id)
    assert "Du behøver ikke sige hvorfor" in mine.get(f"{MINE}{duty.pk}/kan-ikke/").text
    assert mine.post(f"{MINE}{duty.pk}/kan-ikke/").status_code == 302
    assert mine.post(f"{MINE}{duty.pk}/kan-ikke/").status_code == 302  # a double click
    told = sorted(Message.objects.filter(name__in=["shift_open", "shift_reopened"]).values_list("name", flat=True))
    assert told == ["shift_open", "shift_reopened"]
    assert "Der mangler en." in make.signed_in(other.user_id).get(MINE).text
    assert make.signed_in(other.user_id).post(f"{MINE}tag/{duty.shift_id}/").status_code == 302
    assert [row.shift_id for row in queries.own_duties(other, today)] == [duty.shift_id]


def test_nobody_touches_anothers_duty(house, guides, coordinator, now, today):
    duty = put(guides[0], today + timedelta(days=2), coordinator, now=now)
    for rest in ("byt", "behold", "kan-ikke"):
        assert make.signed_in(guides[1].user_id).post(f"{MINE}{duty.pk}/{rest}/").status_code == 404


def test_a_calendar_by_a_secret_address_until_it_is_closed(house, guides, coordinator, now, today):
    duty = put(guides[0], today + timedelta(days=2), coordinator, now=now)
    client = make.signed_in(guides[0].user_id)
    address = client.post(MINE + "kalender/").context["address"]
    path = address[address.index("/holstebro") :]
    answer = Client().get(path)
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    assert [str(event["uid"]) for event in events] == [f"{duty.pk}@traedesten"]
    assert events[0]["dtstart"].dt.tzinfo is not None and b"Birthe" not in answer.content
    with at_site(house.site):
        assert path.split("/")[-1].removesuffix(".ics").encode() != bytes(Link.objects.latest("made_at").digest)
    assert address not in client.get(MINE).text
    client.post(MINE + "kalender/")
    assert Client().get(path).status_code == 410
    client.post(MINE + "kalender/luk/")
    assert "Luk linket" not in client.get(MINE).text


def test_a_guide_who_has_left_has_no_calendar(house, guides, coordinator, now):
    token = actions.open_calendar(by=make.as_guide(guides[0]), guide=guides[0], now=now)
    people.end_membership(by=coordinator, volunteer=guides[0], now=now)
    assert Client().get(f"{OPEN}kalender/{token}.ics").status_code == 410


# --- everybody ------------------------------------------------------------------------------------
def test_everybody_sees_first_names_and_only_the_pictures_they_may(house, guides, coordinator, now, today):
    for guide, shown in zip(guides, ("picture", "name", "nothing"), strict=True):
        people.edit_volunteer(by=coordinator, volunteer=guide, now=now, picture=a_picture())
        says(guide, most=5, now=now, shown=shown)
        put(guide, today, coordinator, now=now, starts=EVENING["starts"])
    page = Client().get(OPEN).text
    assert "Birthe" in page and "Knud" in page and "Fatima" not in page and "En guide" in page
    assert "Kjær" not in page
    pictures = [Client().get(f"{OPEN}billede/{guide.pk}.jpg").status_code for guide in guides]
    assert pictures == [200, 404, 404]
    assert page.count("/billede/") == 1


def test_what_is_not_published_is_seen_by_nobody(site, house, guides, coordinator, now, today):
    says(guides[0], most=5, now=now, shown="picture")
    people.edit_volunteer(by=coordinator, volunteer=guides[0], now=now, picture=a_picture())
    actions.put_on(by=coordinator, shift=the_shift(today, EVENING["starts"]), guide=guides[0], now=now)
    assert "Birthe" not in Client().get(OPEN).text
    assert Client().get(f"{OPEN}billede/{guides[0].pk}.jpg").status_code == 404
    assert Client().get(f"{OPEN}kalender/{'x' * 32}.ics").status_code == 410


def test_a_site_without_a_house_has_no_page(site, coordinator, client):
    assert Client().get(OPEN).status_code == 404
    assert client.get(PAGE + "plakat.pdf").status_code == 404
    assert client.post(PAGE + "foreslaa/").status_code == 404


def test_the_poster_is_tagged_and_has_the_names(client, house, guides, coordinator, now, today):
    says(guides[0], most=5, now=now, shown="picture")
    people.edit_volunteer(by=coordinator, volunteer=guides[0], now=now, picture=a_picture())
    put(guides[0], today, coordinator, now=now, starts=EVENING["starts"])
    read = PdfReader(BytesIO(client.get(PAGE + "plakat.pdf").content))
    text = read.pages[0].extract_text()
    assert "Birthe" in text and "Kjær" not in text
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert client.get(PAGE + "plakat.pdf?naeste").status_code == 200


def test_the_poster_is_of_the_week_to_come_when_this_one_is_over(client, house, guides, coordinator, now, today):
    says(guides[0], most=5, now=now)
    monday = today + timedelta(days=7 - today.weekday())
    put(guides[0], monday, coordinator, now=now)
    read = PdfReader(BytesIO(client.get(PAGE + "plakat.pdf").content))
    assert f"uge {monday.isocalendar()[1]}" in read.pages[0].extract_text()
