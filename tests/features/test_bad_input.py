"""What people and machines type: kind words, everything typed still there, and never an answer of 500."""

from calendar import isleap
from datetime import UTC, date, datetime, timedelta
from html import unescape
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django import forms
from django.conf import settings
from django.db import connections, transaction
from django.test import Client
from django.utils import timezone

from tests.domain.test_cpr import FOUND
from tests.features import addresses, world
from tests.features.test_isolation import BACKEND, FOR_FACILITATORS_ALONE, FOR_GUIDES_ALONE
from traedesten.consent.models import Consent
from traedesten.journeys.forms.ending import Pause
from traedesten.journeys.models import Contact, Journey, Visit
from traedesten.people.models import Volunteer
from traedesten.referrals.models import Referral
from traedesten.tenancy.models import Link, User
from traedesten.tenancy.scope import at_site
from traedesten.ui.forms import PhoneNumber, PlainText
from traedesten.ui.open_forms import stamp

ODD = {
    "nothing": "",
    "blank": " \t\n\u00a0",
    "nul": "a\0b",
    "control": "a\x07\x1b[31mb",
    "bidi": "\u202egro.live\u202c",
    "invisible": "\u200b\u2060\ufeff",
    "emoji": "👩🏽‍🦽🌿🇩🇰",
    "combining": "Z" + "\u0310" * 60,
    "script": "<script>alert(1)</script>",
    "template": "{{ 7|add:7 }}{% debug %}",
    "format": "{first_name.__class__} {0} {link!r} %s %(x)s",
    "sql": "'); drop table journeys_journey; --",
    "long": "æ" * 20_000,
    "cpr": "010203-1234",
}
DAYS = ("", "i morgen", "2027-02-29", "2026-02-30", "0000-00-00", "1850-01-01", "9999-12-31", "99999-01-01", "29/2")
PHONES = ("4012186", "401218600", "112", "abc", "+45401218", "40 12 18 60 / 51 77 20 09", "４０１２１８６")
AS_A_FORM = "application/x-www-form-urlencoded"
NUMBERS = ("-1", "0", "99999999999999999999", "1e9", "syv", "½")

FORMS = [
    page
    for page in addresses.pages()
    if page.name.rpartition(":")[2]
    in {
        "accept", "add_offer", "add_programme", "add_session", "called", "end_group", "move_session", "onward",
        "plan_going_on", "session", "session_log", "stop", "add_relative", "answer_agreement", "answer_follow_up",
        "answer_request", "assess", "consents", "edit_offer", "edit_participant", "edit_programme", "edit_seeker",
        "end_journey",
        "hand_over", "invite_volunteer", "lay_stone", "leave_stone", "log_contact", "pause", "plan_visit", "profile",
        "programme_changes", "programme_page", "propose_agreement", "refer", "relative", "release_guide",
        "answer_sparring", "become_facilitator", "edit_facilitator", "facilitator", "facilitator_declaration",
        "facilitator_pairs", "facilitator_paper", "facilitator_sparring", "facilitator_terms", "facilitator_times",
        "facilitator_training", "thank_facilitator",
        "report_offer", "report_visit", "shift_plan", "suggest", "suggest_change", "suggest_new", "talk", "units",
        "volunteer", "wishes", "wording", "write_in", "write_wishes",
        "start_initiative", "edit_initiative", "open_initiative",
        "battery", "group_battery", "close_task", "find_paper", "type_in",
        "sharing", "ask_for_export", "refuse_export",
        "plan_group", "edit_group", "seat_answer",
        "add_place", "edit_place", "make", "seat",
    }
]  # fmt: skip
ELSEWHERE = {"api:export", "offers:find_inside", "sources:add_source", "sources:columns", "sources:source"}
ELSEWHERE |= {"gathering:proposals", "offers:outline", "sources:neighbours", "sources:share", "partners:initiative"}
"""A search and a choice of file, which take anything, lists from elsewhere (``test_feeds``), the outline
(``test_outline``), ticks for the neighbours (``test_neighbours``) and for programmes (``test_proposed_groups``), and
partners and steps, which have pages of their own to be sent to (``test_initiatives``).
"""
OPEN_FORMS = {
    "groups:become_facilitator",
    "groups:programme_page",
    "referrals:refer",
    "offers:suggest_change",
    "offers:suggest_new",
}
by_form = pytest.mark.parametrize("page", FORMS, ids=lambda page: page.name)


@pytest.fixture(scope="module")
def there(django_db_setup, django_db_blocker, superuser_url):
    """A populated site, committed; each test rolls back what it does on top."""
    with django_db_blocker.unblock():
        with transaction.atomic():
            populated = world.a_world("holstebro")
        yield populated
        world.empty(superuser_url, connections["default"].settings_dict["NAME"])


@pytest.fixture
def a(there, db):
    return there


def staff(a, page=None) -> Client:
    user = a.guide if page and page.name in FOR_GUIDES_ALONE else a.coordinator
    user = a.rows["facilitator_account"] if page and page.name in FOR_FACILITATORS_ALONE else user
    client = Client()
    client.force_login(User.objects.get(pk=user.user_id), backend=BACKEND)
    return client


def opened(a, page) -> tuple[Client, str, forms.Form]:
    """The form as its page shows it."""
    client, path = staff(a, page), addresses.address(page, a)
    form = client.get(path).context["form"]
    with at_site(a.site):
        for field in form.fields.values():
            if isinstance(field, forms.ModelChoiceField):
                field.choices = [(str(value), label) for value, label in field.choices]
    return client, path, form


def filled(form, *, text: str = "Skrevet", day: str = "", phone: str = "40 12 18 60", number: str = "1") -> dict:
    """An answer to every question: the first of the choices, and the given words, day, phone and number."""
    return {form[name].html_name: _answer(form[name], text, day, phone, number) for name in form.fields}


def _answer(bound, text, day, phone, number):
    field, known = bound.field, bound.value()
    if isinstance(field, forms.MultipleChoiceField):
        return [value for value, _label in field.choices][:1]
    if isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        return next((str(value) for value, _label in field.choices if str(value)), "")
    if isinstance(field, forms.BooleanField):
        return "on"
    if bound.is_hidden or isinstance(field, forms.FileField | forms.UUIDField):
        return known or ""
    if isinstance(field, forms.DateField | forms.DateTimeField | forms.TimeField):
        return day
    if isinstance(field, forms.IntegerField):
        return number
    return (
        phone if isinstance(field, PhoneNumber) else "a@example.org" if isinstance(field, forms.EmailField) else text
    )


def in_turn(client: Client, path: str, answers: dict):
    """Send it, and undo what it did."""
    with transaction.atomic():
        answer = client.post(path, answers)
        transaction.set_rollback(True)
    return answer


def kept(answer, *typed: str) -> list[str]:
    """What was typed and is no longer on the page."""
    page = unescape(answer.text)
    return [words for words in typed if words.strip() and words not in page]


def test_the_forms_are_the_pages_that_have_one(a):
    found = set()
    for page in addresses.pages():
        if "/s/" in page.route or page.name in OPEN_FORMS:
            shown = staff(a, page).get(addresses.address(page, a))
            if shown.status_code == 200 and shown.context and getattr(shown.context.get("form"), "fields", None):
                found.add(page.name)
    assert found - ELSEWHERE == {page.name for page in FORMS}


@by_form
def test_odd_text_is_taken_cleaned_or_answered_kindly(page, a):
    client, path, form = opened(a, page)
    plain = [name for name, field in form.fields.items() if type(field) is PlainText]
    room = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // (3 * max(len(plain), 1))
    for kind, odd in ODD.items():
        answer = in_turn(client, path, filled(form, text=f"{odd[:room]} skrevet" if odd else ""))
        assert answer.status_code in {200, 302, 409, 422}, kind
        assert "<script>alert(1)" not in answer.text
        if odd and answer.status_code in {409, 422}:
            assert unescape(answer.text).count("skrevet") >= len(plain), kind
        if kind == "cpr" and plain:
            assert answer.status_code == 422
            assert "Det ligner et CPR-nummer" in answer.text


@by_form
def test_odd_days_phones_and_numbers_are_answered_kindly(page, a):
    client, path, form = opened(a, page)
    tries = [{"day": day} for day in DAYS] + [{"phone": phone} for phone in PHONES] + [{"number": n} for n in NUMBERS]
    for changed in tries:
        answer = in_turn(client, path, filled(form, **changed))
        assert answer.status_code in {200, 302, 409, 422}, changed
        phones = any(isinstance(field, PhoneNumber) for field in form.fields.values())
        if "phone" in changed and phones:
            assert answer.status_code == 422, changed
            assert kept(answer, changed["phone"]) == []


@by_form
def test_choices_and_ids_that_nobody_offered_are_answered_kindly(page, a):
    client, path, form = opened(a, page)
    free = (PlainText, forms.BooleanField)
    kind = {200, 400, 404, 409, 422} | ({302} if all(isinstance(f, free) for f in form.fields.values()) else set())
    for words in ("../../etc/passwd", str(uuid4()), "None", "\0"):
        answers = {form[name].html_name: words for name in form.fields}
        assert in_turn(client, path, answers).status_code in kind
    assert in_turn(client, path, {"nobody": "asked"}).status_code in {200, 302, 409, 422}


@pytest.mark.parametrize("number", FOUND)
def test_no_disguise_of_a_cpr_number_gets_through_the_card(number, a):
    answer = Client().post("/holstebro/henvis/", a_card(note=f"Hun hedder Ane, {number}, og bor her."))
    assert answer.status_code == 422
    assert "Det ligner et CPR-nummer" in answer.text
    with at_site(a.site):
        assert not [card for card in Referral.objects.all() if "Ane" in card.note]


def a_card(**changed) -> dict:
    return {
        "source": "health",
        "whom_to_call": "participant",
        "first_name": "Frida",
        "phone": "40 12 18 60",
        "has_said_yes": "on",
        "submission_key": str(uuid4()),
        "opened": stamp(timezone.now() - timedelta(seconds=30)),
        **changed,
    }


@by_form
def test_nobody_can_type_more_into_a_form_than_it_may_hold(page, a):
    """Every text has a limit that browsers keep; an emoji, sent, is twelve bytes."""
    form = opened(a, page)[2]
    typed = (PlainText, PhoneNumber, forms.EmailField)
    limits = {name: field.max_length for name, field in form.fields.items() if isinstance(field, typed)}
    assert [name for name, most in limits.items() if most is None] == []
    assert sum(limits.values()) * 12 + 100_000 < settings.DATA_UPLOAD_MAX_MEMORY_SIZE


@pytest.mark.parametrize("path", ["/holstebro/henvis/", "oensker"])
def test_ten_megabytes_are_refused_kindly(path, a):
    path = path if path.startswith("/") else f"/s/holstebro/forloeb/{a.journeys['walking'].pk}/{path}/"
    answer = staff(a).post(path, urlencode(a_card(own_words="a" * 10_000_000)), content_type=AS_A_FORM)
    assert answer.status_code == 413
    assert kept(answer, "Det var for meget på én gang", "så ring til os", "intet er gemt") == []


def test_a_form_with_more_fields_than_any_of_ours_is_refused_kindly(a):
    answer = staff(a).post("/holstebro/henvis/", "a=1&" * 401, content_type=AS_A_FORM)
    assert answer.status_code == 400
    assert "Det forstod vi ikke helt" in answer.text


@pytest.mark.parametrize("posted", [b"\xff\xfe=\xff", b"%FF=%FE&%00=1", b"&&&===", b"a" * 5000])
def test_bytes_that_are_no_form_are_answered(posted, a):
    for path in ("/holstebro/henvis/", addresses.address(FORMS[0], a)):
        answer = staff(a).post(path, posted, content_type=AS_A_FORM)
        assert answer.status_code in {200, 302, 400, 422}


# --- the calendar and the clock


def next_leap_day(after: date) -> date:
    year = next(year for year in range(after.year, after.year + 9) if isleap(year) and date(year, 2, 29) > after)
    return date(year, 2, 29)


def test_the_29th_of_february_is_a_day_like_others(a):
    """A guide who is away over the leap day, and a pause, some weeks before it, that ends on it."""
    day = next_leap_day(timezone.localdate())
    guide = next(page for page in FORMS if page.name == "people:volunteer")
    client, path, form = opened(a, guide)
    away = {"away_from": str(day), "away_until": str(day), "born_year": "1952", "capacity": "3"}
    assert client.post(path, filled(form, number="3") | away).status_code == 302
    pause = Pause({"resume_on": str(day), "expected_version": 1}, today=day - timedelta(days=60))
    assert pause.is_valid(), pause.errors
    with at_site(a.site):
        row = Volunteer.objects.get(pk=a.guide.pk)
        assert (row.away_from, row.away_until) == (day, day)
    for path in ("tavle/", "guider/", f"forloeb/{a.journeys['walking'].pk}/"):
        assert staff(a).get(f"/s/holstebro/{path}").status_code == 200


def test_a_visit_is_agreed_on_the_29th_of_february_of_a_leap_year_alone(a, monkeypatch):
    day = next_leap_day(timezone.localdate())
    early = datetime(day.year, 2, 1, 12, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: early)
    plan = next(page for page in FORMS if page.name == "journeys:plan_visit")
    client, path, form = opened(a, plan)
    answer = client.post(path, filled(form, day=f"{day.year + 1}-02-29T14:00"))
    assert answer.status_code == 422
    assert kept(answer, f"{day.year + 1}-02-29T14:00", "Skriv en dag og et klokkeslæt") == []
    assert client.post(path, filled(form, day=f"{day}T14:00")).status_code == 302
    with at_site(a.site):
        starts = [visit.starts_at for visit in Visit.objects.filter(introduction=a.rows["introduction"])]
    assert datetime(day.year, 2, 29, 13, tzinfo=UTC) in starts


def last_sunday(year: int, month: int) -> date:
    day = date(year, month, 31)
    return day - timedelta(days=(day.weekday() + 1) % 7)


def latest(month: int) -> date:
    """The last time the clock was moved in this month, by today."""
    today = timezone.localdate()
    this_year = last_sunday(today.year, month)
    return this_year if this_year < today else last_sunday(today.year - 1, month)


def a_contact(a, held_at: str):
    page = next(page for page in FORMS if page.name == "journeys:log_contact")
    client, path, form = opened(a, page)
    return client.post(path, filled(form, text="Vi gik en tur.") | {"held_at": held_at, "next_on": ""})


def test_the_night_that_has_no_half_past_two_is_explained(a):
    night = latest(3)
    answer = a_contact(a, f"{night}T02:30")
    assert answer.status_code == 422
    assert kept(answer, "det klokkeslæt findes ikke", f"{night}T02:30", "Vi gik en tur.") == []


def test_the_night_that_has_half_past_two_twice_means_the_first(a):
    night = latest(10)
    assert a_contact(a, f"{night}T02:30").status_code == 302
    with at_site(a.site):
        held = Contact.objects.filter(held_at__date=night).get().held_at
    assert held.replace(tzinfo=None) == datetime(night.year, night.month, night.day, 0, 30)


# --- links

SHOWN_AT_ONCE = {"refer_from_unit", "unit_summary", "guide_calendar", "follow"}
ENTRANCES = sorted(set(addresses.ENTRANCES) - SHOWN_AT_ONCE)


@pytest.mark.parametrize("name", ENTRANCES)
@pytest.mark.parametrize("change", ["expires_at", "revoked_at"])
def test_a_link_that_is_over_says_so_kindly(name, change, a):
    page = next(page for page in addresses.pages() if page.name == addresses.ENTRANCES[name])
    path = addresses.address(page, a).replace(a.tokens.get(page.name.partition(":")[2], "-"), a.tokens[name])
    client = Client()
    inside = client.get(path)["Location"]
    with at_site(a.site):
        Link.objects.update(**{change: timezone.now() - timedelta(minutes=1)})
    for answer in (Client().get(path), client.get(inside), client.post(inside)):
        assert answer.status_code == 410
        assert a.word not in answer.text


def test_an_invitation_is_used_once(a):
    path = f"/holstebro/velkommen/{a.tokens['enter_invitation']}/"
    first, second = Client(), Client()
    for client in (first, second):
        client.get(path)
    form = first.get("/holstebro/velkommen/").context["form"]
    assert first.post("/holstebro/velkommen/", filled(form, text="en lang adgangskode til test")).status_code == 302
    again = second.post("/holstebro/velkommen/", filled(form, text="en helt anden adgangskode"))
    assert (again.status_code, second.get("/holstebro/velkommen/").status_code) == (410, 410)


# --- meanwhile


def test_a_yes_that_is_taken_back_while_the_page_is_open_counts(a):
    page = next(page for page in addresses.pages() if page.name == "journeys:tell_offer")
    client, path = staff(a), addresses.address(page, a)
    assert client.get(path).status_code == 200
    with at_site(a.site):
        Consent.objects.filter(pk=a.rows["consent"].pk).update(withdrawn_at=timezone.now())
    assert client.post(path, {}).status_code in {409, 422}


@pytest.mark.parametrize("name", ["edit_participant", "write_wishes", "propose_agreement", "assess", "end_journey"])
def test_two_who_edit_the_same_journey_are_told_and_lose_nothing(name, a):
    page = next(page for page in FORMS if page.name == f"journeys:{name}")
    client, path, form = opened(a, page)
    soon = str(timezone.localdate() + timedelta(days=60))
    answers = filled(form, text="Skrevet af Hanne", day=soon, number="3") | {"judgement": "volunteer"}
    if "born_year" in answers:
        answers["born_year"] = "1990"
    with at_site(a.site):
        for journey in Journey.objects.all():
            journey.keep()
            if hasattr(journey, "wishes"):
                journey.wishes.version += 1
                journey.wishes.save()
    answer = client.post(path, answers)
    texts = [typed for typed in answers.values() if typed == "Skrevet af Hanne"]
    assert answer.status_code == 409
    assert unescape(answer.text).count("Skrevet af Hanne") >= len(texts)
    fresh = answer.context["form"]
    assert client.post(path, answers | {"expected_version": fresh["expected_version"].value()}).status_code == 302
