"""A self-help group from the first sign-up to the day its members are forgotten, walked on phones and at a desk."""

import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import psycopg
from psycopg import sql

from tests.browser.conftest import DESK, PHONE
from tests.browser.course_people import CHOIR, Coordinator, Facilitator, Seeker, is_whole
from tests.browser.somebody import PASSWORD
from traedesten.domain.sessions import is_holiday

PAIR = {"Sidsel Rask": "sidsel@example.org", "Mogens Hjort": "mogens@example.org"}
FOUND = f"""
from django.db import transaction
from django.utils import timezone
from tests import make
from tests.features.world_facilitators import an_able
from traedesten.domain.access import Actor, Role
from traedesten.domain.asking import GROUP_PLANS, Course
from traedesten.outcomes.actions import write_battery
from traedesten.tenancy.actions import add_coordinator, found_site
from traedesten.tenancy.models import User
from traedesten.tenancy.scope import at_site
make.PASSWORD, now = "{PASSWORD}", timezone.now()
site = found_site(slug="holstebro", name="Fællesskabsguide", place="Holstebro", email="hus@example.org",
                  areas=[("Byen", "7500", 56.36, 8.62)], phone="+4597110040")
add_coordinator(site=site, name="Hanne Vad", email="hanne@example.org", now=now, password="{PASSWORD}")
by = Actor(site.pk, frozenset({{Role.COORDINATOR}}), user_id=User.objects.get(email="hanne@example.org").pk)
with at_site(site), transaction.atomic():
    write_battery(by=by, course=Course.GROUPS, is_on=True, plans=GROUP_PLANS, now=now)
    for number, (name, email) in enumerate({PAIR!r}.items()):
        first, last = name.split()
        an_able(by, now, email=email, first_name=first, last_name=last, phone=f"+455177203{{number}}")
"""
OPENED = """
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import transaction
from traedesten.tenancy.models import Site
from traedesten.tenancy.scope import at_site
from traedesten.vault.fields import SealedText
for site in Site.objects.all():
    with at_site(site), transaction.atomic():
        for model in apps.get_models():
            for field in model._meta.fields:
                for row in model._base_manager.all() if isinstance(field, SealedText) else ():
                    print(model.__name__, field.name, getattr(row, field.name))
for session in Session.objects.all():
    print(session.get_decoded())
"""
"""Everything that the house has sealed, and what its browsers carry, with the house's own keys."""
QUEUE = """
import time
from procrastinate.contrib.django import app
print(*(app.configure_task(name).defer(timestamp=int(time.time())) for name in {names}))
"""
LEFT_TO_FIND = "select count(*) from groups_seeker where erased_at is not null and length(phone_index) > 0"
LINKED = "select count(*) from outcomes_asking where state = 'answered' group by subject"
"""Before and after of somebody of whom nobody knows who it was."""
DAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
COME = (
    ("Gudmunda", "20 71 44 01", 1951),
    ("Thyge", "20 71 44 02", 1949),
    ("Ingvor", "20 71 44 03", 1956),
    ("Asgerd", "20 71 44 04", 1985),
    ("Tormod", "20 71 44 05", 1953),
    ("Bolette", "20 71 44 06", 1958),
    ("Snorre", "20 71 44 07", 1954),
)
WRITTEN_IN, NEXT = ("Bolette", "Snorre"), "Snorre"
GOES_ON = "Blive ved med at mødes, os fra gruppen"
PATIENCE = 90
"""Seconds that the worker may take for a nightly job."""


def test_a_group_from_the_first_sign_up_until_everybody_is_forgotten(capfd, empty, open_page, let_days_pass):
    empty.python(FOUND)
    course = Course(empty, open_page, lambda days: let_days_pass(empty, days))
    course.they_sign_up_and_are_talked_with()
    course.hanne_puts_the_group_together()
    course.they_answer()
    course.it_begins()
    course.two_meetings_one_of_them_moved()
    course.somebody_is_missed_and_somebody_stops()
    course.the_last_meeting_and_the_next_stones()
    course.it_ends()
    course.the_names_are_gone()
    course.those_who_may_be_asked_are_asked_and_then_forgotten()
    said = capfd.readouterr()
    assert not course.told_in(said.out + said.err)


def no_day_off(day: date) -> date:
    """The day, or the first after it on which most people are at work or free to come."""
    while is_holiday(day):
        day += timedelta(days=1)
    return day


class Course:
    """Those who come, those who hold the group, Hanne, and the days between."""

    def __init__(self, house, open_page: Callable, days_pass: Callable):
        self.house, self.days_pass = house, days_pass
        self.hanne = Coordinator(open_page(DESK), house, "holstebro")
        self.sidsel, self.mogens = (Facilitator(open_page(PHONE), house, name) for name in PAIR)
        self.seekers = {name: Seeker(open_page(PHONE), house, name, *about) for name, *about in COME}
        self.hanne.signs_in("hanne@example.org")
        for one, email in zip((self.sidsel, self.mogens), PAIR.values(), strict=True):
            one.signs_in(email)

    def __getitem__(self, name: str) -> Seeker:
        return self.seekers[name]

    @property
    def today(self) -> date:
        return datetime.now(ZoneInfo("Europe/Copenhagen")).date()

    def day_of(self, number: int) -> date:
        return self._asked('select "on" from groups_groupsession where number = %s', number)

    def on_the_day_of(self, number: int) -> None:
        self.days_pass((self.day_of(number) - self.today).days)

    def _asked(self, query: str, *about):
        with psycopg.connect(self.house.server.get_uri(), dbname="traedesten") as connection:
            row = connection.execute(query, about).fetchone()
        return row[0] if row else None

    def they_sign_up_and_are_talked_with(self) -> None:
        self.hanne.begins_programme()
        self.hanne.puts_on_list(CHOIR, "Øvefællesskab", contact="Lone", phone="61 72 73 74")
        for name, one in self.seekers.items():
            self.hanne.writes_in(name, one.phone, one.born) if name in WRITTEN_IN else one.signs_up()
        self.days_pass(15)
        self.first_on = no_day_off(self.today + timedelta(days=7))
        for name in self.seekers:
            self.hanne.holds_the_talk_with(name, f"{DAYS[self.first_on.weekday()]} aften")
        self["Gudmunda"].opens_message("Tak, du er skrevet op")
        self["Gudmunda"].sees_headline("Du har ventet i 2 uger")
        self["Gudmunda"].sees("Vi har talt sammen, og du er klar")

    def hanne_puts_the_group_together(self) -> None:
        hanne = self.hanne
        hanne.plans_group(self.first_on, *PAIR)
        hanne.chooses(*(name for name in self.seekers if name != NEXT))
        hanne.puts_next(NEXT)
        is_whole(hanne.page)
        hanne.invites_the_chosen()
        hanne.cannot_begin_yet()

    def they_answer(self) -> None:
        asks = self["Gudmunda"]
        asks.opens_invitation()
        is_whole(asks.page)
        asks.asks("Er der trapper?")
        self.hanne.talks_over("Gudmunda", "Er der trapper?")
        self["Tormod"].opens_invitation()
        self["Tormod"].says_no()
        self["Snorre"].opens_invitation()
        asks.opens_own_page()
        for name in ("Thyge", "Ingvor", "Asgerd", "Bolette"):
            self[name].opens_invitation()
        for name in self.who_said_yes:
            self[name].says_yes()

    @property
    def who_said_yes(self) -> list[str]:
        return [name for name in self.seekers if name != "Tormod"]

    def it_begins(self) -> None:
        self.hanne.begins_group()
        for name in self.who_said_yes:
            self[name].sees_that_it_begins()
        self["Bolette"].answers_how_they_are("Ja, det må I gerne")
        self.sidsel.opens_message("Nu er gruppen samlet")
        self.sidsel.sees("6 i gruppen")
        self.mogens.opens_meeting(1)
        self.mogens.sees("Hvem kommer?")

    def two_meetings_one_of_them_moved(self) -> None:
        self.on_the_day_of(1)
        self.sidsel.opens_meeting(1)
        is_whole(self.sidsel.page)
        self.sidsel.notes(1, *self.who_said_yes)
        self.sidsel.moves(2, no_day_off(self.day_of(2) + timedelta(days=1)))
        self["Ingvor"].sees_that_it_is_moved()
        self.mogens.opens_message("Der er lavet om på møderne i din gruppe")
        self["Ingvor"].sends_word()
        is_whole(self["Ingvor"].page)
        self.on_the_day_of(2)
        self.sidsel.opens_meeting(2)
        self.sidsel.sees("Har selv meldt afbud")
        self.sidsel.notes(2, "Gudmunda", "Asgerd", "Bolette", "Snorre", Thyge="Kom ikke")

    def somebody_is_missed_and_somebody_stops(self) -> None:
        self["Asgerd"].stops("Sygdom")
        self.mogens.opens_message("Én i din gruppe er stoppet")
        self.mogens.sees("Én er stoppet")
        self.on_the_day_of(3)
        self.mogens.notes(3, "Gudmunda", "Ingvor", "Bolette", "Snorre", Thyge="Kom ikke")
        self.mogens.calls("Thyge")
        self.on_the_day_of(4)
        self.mogens.notes(4, *self.who_stay)
        self.mogens.looks_back(4, "Thyge")
        for number in (5, 6, 7):
            self.on_the_day_of(number)
            self.mogens.notes(number, *self.who_stay)

    @property
    def who_stay(self) -> list[str]:
        return [name for name in self.who_said_yes if name != "Asgerd"]

    def the_last_meeting_and_the_next_stones(self) -> None:
        self.on_the_day_of(8)
        self.sidsel.notes(8, *self.who_stay)
        self["Gudmunda"].opens_own_page()
        self["Gudmunda"].follows("Vælg det næste")
        is_whole(self["Gudmunda"].page)
        self["Gudmunda"].chooses("Følges med en guide ud til noget nyt")
        self["Bolette"].chooses("Et fællesskab på listen", offer=CHOIR)
        self["Bolette"].answers_how_they_are("Svar nu")
        self["Snorre"].chooses(GOES_ON)
        self["Ingvor"].chooses(GOES_ON, may_be_asked=True)
        self.mogens.cannot_end_yet()
        self.mogens.chooses_with("Thyge", "Ikke noget lige nu")
        is_whole(self.mogens.page)
        self["Snorre"].shows_number()
        self["Ingvor"].shows_number()
        self.mogens.plans_going_on(self.today + timedelta(days=7))
        self["Snorre"].finds(self["Ingvor"])

    def it_ends(self) -> None:
        self.mogens.ends_group()
        self.mogens.sees("2 vil gerne blive ved med at mødes")
        self["Bolette"].sees_that_it_is_over(CHOIR, "Nygade 12", "Vi sletter dit navn og dit nummer")
        self["Ingvor"].sees_that_it_is_over("Vi gemmer dit nummer, til vi har spurgt dig igen.")
        self["Thyge"].sees_that_it_is_over("Ikke noget lige nu")
        self.hanne.opens_journey_for("Gudmunda")
        self.hanne.opens_course()
        self.hanne.sees("2 vil gerne blive ved med at mødes")
        is_whole(self.hanne.page)
        self.hanne.sees_the_count("5 var med til det sidste")

    def the_names_are_gone(self) -> None:
        """A journey keeps Gudmunda, a yes keeps Ingvor, and Tormod waits in the pool."""
        assert self.told_in(self.house.python(OPENED)) == set(self.seekers)
        self.days_pass(31)
        self.at_night("groups.erase", "groups.erase_members")
        self.only_these_are_known("Gudmunda", "Ingvor", "Tormod")
        assert self._asked(LINKED) == 2
        self.mogens.opens_group()
        self.mogens.sees("Navnet er slettet", "Ingvor", "5 i gruppen")
        self.hanne.sees_the_count("5 var med til det sidste")

    def those_who_may_be_asked_are_asked_and_then_forgotten(self) -> None:
        self.days_pass(61)
        self.at_night("groups.ask_afterwards")
        self["Ingvor"].answers_afterwards()
        self.days_pass(3)
        self.at_night("groups.erase_members")
        self.only_these_are_known("Gudmunda", "Tormod")
        assert self._asked("select count(*) from groups_groupfollowup where in_community = 'yes'") == 1
        assert self._asked("select count(*) from groups_member where seat = 'finished'") == 5
        self.hanne.sees_the_count("5 var med til det sidste")

    def at_night(self, *names: str) -> None:
        """Let the worker do what it does at night."""
        until = time.monotonic() + PATIENCE
        for job in self.house.python(QUEUE.format(names=names)).split()[-len(names) :]:
            status = "todo"
            while status in ("todo", "doing") and time.monotonic() < until:
                time.sleep(0.2)
                status = self._asked("select status::text from procrastinate_jobs where id = %s", job)
            assert status in (None, "succeeded"), (names, status)

    def only_these_are_known(self, *names: str) -> None:
        """The others stand nowhere, sealed or open, nor in a file of the house, and their own link leads nowhere."""
        forgotten = self.seekers.keys() - set(names)
        assert self.told_in(self.house.python(OPENED)) == set(names)
        assert not self.told_in(self._dumped()) | self.told_in(self._files())
        assert self._asked(LEFT_TO_FIND) == 0
        for name in forgotten:
            self[name].is_forgotten()

    def told_in(self, text: str) -> set[str]:
        """Those whose first name or number stands there."""
        return {name for name, one in self.seekers.items() if name in text or one.phone.replace(" ", "") in text}

    def _dumped(self) -> str:
        """Every row of the database as text."""
        tables = "select table_name from information_schema.tables where table_schema = 'public'"
        with psycopg.connect(self.house.server.get_uri(), dbname="traedesten") as connection:
            names = [name for (name,) in connection.execute(tables).fetchall()]
            rows = [sql.SQL("select t::text from {} t").format(sql.Identifier(name)) for name in names]
            return "\n".join(text for query in rows for (text,) in connection.execute(query).fetchall())

    def _files(self) -> str:
        """Every file of the house, its logs and those of the database among them."""
        files = [file for file in self.house.place.rglob("*") if file.is_file()]
        return "\n".join(file.read_bytes().decode("latin-1") for file in files)
