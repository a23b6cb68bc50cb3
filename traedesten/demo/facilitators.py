"""Facilitators at each step of the way in: one who has just written, and some who hold groups."""

import secrets
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from traedesten.demo.telling import Told, deliver_until
from traedesten.domain.access import Actor, Role, system
from traedesten.domain.facilitators import months_later
from traedesten.groups import actions
from traedesten.groups.models import Facilitator
from traedesten.groups.queries.facilitators import running_out
from traedesten.people import actions as people
from traedesten.tenancy.models import Link

DAY_OF = "Ketty Brink"
"""The one whose day one can step into."""


class Comes(NamedTuple):
    """A name, an area, how many days ago they wrote, how far they have come, and the last valid days of training
    and declaration, in days from today. ``ends`` may be a step, or how it went."""

    name: str
    days: int
    ends: str
    trained: int = 0
    declared: int = 0
    times: tuple = ()
    groups: int = 1


HOLSTEBRO = (
    Comes("Ketty Brink", 345, "pair", 400, 41, ("tue-eve", "thu-eve"), 2),
    Comes("Poul Erik Dam", 180, "pair", 562, 200, ("tue-eve", "wed-eve")),
    Comes("Aase Lund", 390, "pair", 355, -1, ("mon-pm", "thu-pm")),
    Comes("Bo Nygaard", 120, "pair", 622, 260, ("mon-eve", "tue-eve", "thu-eve"), 2),
    Comes("Else Marie Toft", 310, "pair", 480, 240, ("mon-pm", "wed-eve", "thu-pm")),
    Comes("Kurt Mølgaard", 260, "pair", 510, 180, ("mon-pm", "wed-eve")),
    Comes("Ragnhild Bro", 150, "pair", 600, 220, ("mon-pm", "thu-pm", "wed-eve")),
    Comes("Villy Skou", 95, "pair", 655, 290, ("thu-pm", "wed-eve")),
    Comes("Jette Holm", 28, "declaration", 715, 0, ("wed-eve",)),
    Comes("Mads Vinther", 24, "training"),
    Comes("Ingrid Friis", 11, "talk"),
    Comes("Karen Margrethe Ravn", 20, "not_now"),
    Comes("Leif Kvist", 35, "no_thanks"),
    Comes("Solveig Bruun", 2, "interest"),
)
AARHUS = (
    Comes("Nanna Skov", 200, "pair", 545, 185, ("tue-eve", "wed-eve")),
    Comes("Rasmus Bech", 150, "pair", 590, 228, ("tue-eve",)),
    Comes("Zahra Amini", 5, "interest"),
)
TRAINING_MONTHS, DECLARATION_MONTHS = 24, 12
THANKS = "Tak, fordi du tog imod dem, der kom for første gang. Det kunne mærkes helt ind på kontoret."


def tell(told: Told) -> None:
    """Let them write, be talked with, learn and sign; then let a pair find each other."""
    lasts = {"training_months": TRAINING_MONTHS, "declaration_months": DECLARATION_MONTHS}
    actions.keep_facilitator_terms(by=told.coordinator, now=told.clock.ago(400), **lasts)
    comes = HOLSTEBRO if told.site.slug == "holstebro" else AARHUS
    rows = {one.name: _comes(told, one) for one in sorted(comes, key=lambda one: -one.days)}
    told.facilitators = {name: row.volunteer for name, row in rows.items() if row.volunteer}
    if told.site.slug == "holstebro":
        _look_after(told, rows)
    now = told.clock.ago(1, "07:12")
    for row, paper, until in running_out(now.date()):
        actions.warn_of_expiry(by=system(told.site.pk), facilitator=row, paper=paper, until=until, now=now)
    deliver_until(told.clock.present)


def _comes(told: Told, comes: Comes) -> Facilitator:
    chance, now = told.clock.chance(f"facilitates {comes.name}"), told.clock.ago(comes.days, "20:15")
    first, _space, last = comes.name.rpartition(" ")
    row = actions.show_interest(
        by=Actor(told.site.pk, frozenset({Role.VISITOR})),
        submission_key=UUID(int=chance.getrandbits(128), version=4),
        now=now,
        first_name=first,
        last_name=last,
        phone=f"+4527{chance.randint(0, 999999):06}",
        email=f"{last.lower()}.facilitator@example.org",
        best_time=chance.choice(("efter kl. 16", "om formiddagen", "")),
        area=chance.choice(list(told.areas.values())),
    ).facilitator
    if comes.ends == "no_thanks":
        return _move(told, row, "decline", now + timedelta(days=4))
    if comes.ends == "not_now":
        return _move(told, row, "put_off", now + timedelta(days=3), ask_again_on=told.clock.ago(-45).date())
    if comes.ends != "interest":
        row = _move(told, row, "arrange_talk", now + timedelta(days=2))
    return row if comes.ends in ("interest", "talk") else _is_let_in(told, comes, row, now + timedelta(days=7))


def _move(told: Told, row: Facilitator, move: str, now, **more) -> Facilitator:
    return actions.move_facilitator(by=told.coordinator, facilitator=row, move=move, now=now, **more)


def _is_let_in(told: Told, comes: Comes, row: Facilitator, now) -> Facilitator:
    row = _move(told, row, "accept", now)
    link = Link.objects.get(purpose=Link.Purpose.INVITATION, subject_id=row.volunteer_id)
    invited = Actor(told.site.pk, frozenset({Role.INVITED}), subject_id=row.volunteer_id, link_id=link.pk)
    people.accept_invitation(
        by=invited, link=link, volunteer=row.volunteer, password=secrets.token_urlsafe(24), now=now
    )
    row = row.locked()
    themselves = _as_self(row)
    actions.keep_availability(
        by=themselves, facilitator=row, times=list(comes.times), groups_at_once=comes.groups, now=now
    )
    if comes.ends != "training":
        held_on = _began(told, comes.trained, TRAINING_MONTHS)
        at = told.clock.ago((told.clock.present.date() - held_on).days, "21:00")
        actions.record_training(by=told.coordinator, facilitator=row, kind="basic", held_on=held_on, now=at)
    if comes.ends == "pair":
        signed_on = _began(told, comes.declared, DECLARATION_MONTHS)
        at = told.clock.ago((told.clock.present.date() - signed_on).days, "21:30")
        actions.sign_declaration(by=themselves, facilitator=row, signed_as=comes.name, now=at)
    return row.locked()


def _began(told: Told, ends_in: int, months: int) -> date:
    """The day on which something valid for so many months began that ends so many days from today."""
    return months_later(told.clock.ago(-ends_in).date(), -months)


def _as_self(row: Facilitator) -> Actor:
    return Actor(row.site_id, frozenset({Role.FACILITATOR}), user_id=row.volunteer.user_id)


def _look_after(told: Told, rows: dict[str, Facilitator]) -> None:
    ketty, poul, bo = rows[DAY_OF], rows["Poul Erik Dam"], rows["Bo Nygaard"]
    for row, likes, apart in ((ketty, [poul], []), (poul, [ketty, bo], []), (bo, [ketty], [poul])):
        actions.wish_pairs(
            by=_as_self(row), facilitator=row, likes=likes, not_with=apart, now=told.clock.ago(40, "20:00")
        )
    asked = actions.ask_sparring(
        by=_as_self(poul),
        facilitator=poul,
        about="Der er én, der fylder meget i runden. Hvordan giver vi alle plads?",
        now=told.clock.ago(30, "21:10"),
    )
    actions.answer_sparring(
        by=told.coordinator,
        sparring=asked,
        answer="Prøv at lade runden gå med en ting i hånden, så er det tydeligt, hvis tur det er.",
        held_on=told.clock.ago(27).date(),
        now=told.clock.ago(27, "15:00"),
    )
    actions.ask_sparring(
        by=_as_self(ketty),
        facilitator=ketty,
        about="Halvvejs-tilbageblikket nærmer sig. Må jeg ringe og høre, hvordan andre gør det?",
        now=told.clock.ago(1, "20:40"),
    )
    actions.thank_facilitator(by=told.coordinator, facilitator=ketty, words=THANKS, now=told.clock.ago(5, "09:15"))
