"""Those who wait for a self-help group: some for a talk, some for a group, and some who have left again."""

from datetime import time, timedelta
from typing import NamedTuple
from uuid import UUID

from traedesten.demo.telling import Told, deliver_until
from traedesten.domain.access import Actor, Role
from traedesten.domain.composing import blocking
from traedesten.domain.sessions import is_holiday
from traedesten.groups import actions
from traedesten.groups.models import Member, Programme, Seeker, SelfHelpGroup
from traedesten.groups.queries import courses

SLUG = "ensomhed"
PLACE_OF = "Bente"
"""The one whose own page one can step into."""

MEMBER = "Gudrun"
"""The one who sits in a group, and whose own page one can step into."""


class Waits(NamedTuple):
    """A first name, an age, a gender, how many days ago they came, and what has come of it."""

    name: str
    age: int
    gender: str
    days: int
    ends: str = "ready"
    came: str = "sign_up"


HOLSTEBRO = (
    Waits("Bente", 67, "woman", 33),
    Waits("Arne", 71, "man", 74, "for_talk"),
    Waits("Gerda", 78, "woman", 88),
    Waits("Torben", 64, "man", 80),
    Waits("Inger", 69, "woman", 71, came="phone"),
    Waits("Ejvind", 73, "man", 66),
    Waits("Lisbeth", 59, "woman", 63, came="recommended"),
    Waits("Palle", 58, "man", 60, "not_now"),
    Waits("Rita", 62, "woman", 52),
    Waits("Svend", 75, "man", 49, "withdrawn"),
    Waits("Anni", 70, "woman", 45),
    Waits("Finn", 66, "man", 41, came="recommended"),
    Waits("Tina", 47, "woman", 38),
    Waits("Karsten", 51, "man", 35, "other_help"),
    Waits("Mette", 44, "woman", 30),
    Waits("Lars", 49, "man", 28, "asked_later"),
    Waits("Dorthe", 55, "woman", 24),
    Waits("Henning", 68, "man", 20, "for_talk", "phone"),
    Waits("Ulla", 72, "woman", 17, "for_talk"),
    Waits("Jørn", 63, "man", 13, "for_talk"),
    Waits("Vibeke", 61, "woman", 9, "for_talk", "recommended"),
    Waits("Mogens", 77, "man", 6, "for_talk"),
    Waits("Susanne", 57, "woman", 3, "for_talk"),
    Waits("Ole", 65, "man", 1, "held"),
)
AARHUS = (
    Waits("Emma", 22, "woman", 58),
    Waits("Yusuf", 24, "man", 55, came="recommended"),
    Waits("Clara", 27, "woman", 51),
    Waits("Mikkel", 29, "man", 47),
    Waits("Nadia", 25, "woman", 44, "asked_later"),
    Waits("Jeppe", 31, "man", 40),
    Waits("Liva", 23, "woman", 36, "withdrawn"),
    Waits("Oskar", 26, "man", 31),
    Waits("Maja", 28, "woman", 27, came="phone"),
    Waits("Anton", 33, "man", 22, "shown_on"),
    Waits("Selma", 24, "woman", 18),
    Waits("Victor", 30, "man", 14, "for_talk"),
    Waits("Asta", 21, "woman", 10, "for_talk"),
    Waits("Malte", 27, "man", 7, "for_talk"),
    Waits("Sara", 32, "woman", 4, "for_talk"),
    Waits("Noah", 22, "man", 2, "for_talk"),
)
TIMES = ("mon-eve", "tue-pm", "tue-eve", "wed-eve", "thu-pm", "thu-eve")
STAYS = ("known_face", "reminder", "someone_at_the_door", "short_first_time")


def tell(told: Told) -> None:
    """Let them come, one after the other, and be talked with a week or two later."""
    programme = _programme(told)
    for waits in HOLSTEBRO if told.site.slug == "holstebro" else AARHUS:
        _goes_on(told, waits, _comes(told, programme, waits))
    gather(told)
    deliver_until(told.clock.present)


def _programme(told: Told) -> Programme:
    known = Programme.objects.filter(slug=SLUG).first()
    return known or actions.write_programme(
        by=told.coordinator,
        now=told.clock.ago(120),
        slug=SLUG,
        name="Når ensomheden fylder",
        theme="loneliness",
        about="For dig, der savner nogen at dele hverdagen med. I er nogle stykker, der kender det, og I "
        "finder modet sammen.",
    )


def _comes(told: Told, programme: Programme, waits: Waits) -> Seeker:
    chance = told.clock.chance(f"waits {waits.name}")
    by_oneself = Actor(told.site.pk, frozenset({Role.VISITOR}))
    return actions.sign_up(
        by=by_oneself if waits.came == "sign_up" else told.coordinator,
        programme=programme,
        submission_key=UUID(int=chance.getrandbits(128), version=4),
        now=told.clock.ago(waits.days, "10:20") if waits.days > 1 else told.clock.ago(1, "22:40"),
        came=waits.came,
        suspicions=["too_fast"] if waits.ends == "held" else [],
        first_name=waits.name,
        phone=f"+4526{chance.randint(0, 999999):06}",
        best_time=chance.choice(("efter kl. 16", "om formiddagen", "hverdage", "")),
        area=chance.choice(list(told.areas.values())),
        born_year=told.clock.present.year - waits.age,
        gender=waits.gender,
    ).seeker


def _goes_on(told: Told, waits: Waits, seeker: Seeker) -> None:
    now = seeker.waiting_since + timedelta(days=min(waits.days - 1, 8 + len(waits.name)))
    outcome = {
        "ready": "found_ready", "not_now": "put_off", "asked_later": "put_off", "other_help": "show_on",
        "shown_on": "show_on",
    }.get(waits.ends)  # fmt: skip
    if waits.ends == "withdrawn":
        themselves = Actor(told.site.pk, frozenset({Role.SEEKER}), subject_id=seeker.pk)
        actions.withdraw_sign_up(by=themselves, seeker=seeker, now=told.clock.ago(3))
    if outcome is None:
        return
    chance = told.clock.chance(f"talks {waits.name}")
    actions.hold_talk(
        by=told.coordinator,
        seeker=seeker,
        outcome=outcome,
        now=told.clock.ago(2, "13:10") if outcome == "show_on" else now,
        ask_again_on=told.clock.ago(-30).date() if waits.ends == "asked_later" else None,
        may_refer=waits.ends == "shown_on",
        covered=["what_it_is", "what_it_is_not", "expectations", "fits_now", "confidentiality", "what_happens_next"],
        times=chance.sample(TIMES, 3),
        reach_km=chance.choice((5, 10, 15, 25)),
        wishes_age=chance.choice(("", "near")),
        small_only=chance.random() < 0.2,
        languages=["da"],
        stays=chance.sample(STAYS, 1),
    )


def gather(told: Told) -> None:
    """One group that is being planned, and one that is inviting: some have said yes, one asks first."""
    if told.site.slug != "holstebro":
        return
    programme = Programme.objects.get(slug=SLUG)
    inviting = _plan(told, programme, "Tirsdagsgruppen", 1, ("Ketty Brink", "Bo Nygaard"))
    invited = _fill(told, inviting, 6, also_next=1)
    now = told.clock.ago(2, "11:15")
    actions.invite_group(by=told.coordinator, group=inviting, now=now, despite=True)
    answers = (("yes", ""), ("yes", ""), ("yes", ""), ("ask", "Skal man sige noget den første gang?"))
    for member, (answer, question) in zip(invited, answers, strict=False):
        themselves = Actor(told.site.pk, frozenset({Role.SEEKER}), subject_id=member.seeker_id)
        when = told.clock.ago(1, "18:20")
        actions.answer_invitation(by=themselves, member=member, answer=answer, question=question, now=when)
    _fill(told, _plan(told, programme, "Torsdagsgruppen", 3, ("Bo Nygaard",)), 2)


def _plan(told: Told, programme: Programme, name: str, weekday: int, pair: tuple[str, ...]) -> SelfHelpGroup:
    day = told.clock.ago(-21).date()
    day += timedelta(days=(weekday - day.weekday()) % 7)
    while is_holiday(day):
        day += timedelta(days=7)
    return actions.plan_group(
        by=told.coordinator,
        programme=programme,
        name=name,
        first_on=day,
        starts=time(19),
        now=told.clock.ago(4, "13:30"),
        facilitators=[told.facilitators[one] for one in pair],
        smallest=4,
        largest=8,
        area=next(iter(told.areas.values())),
        venue="Biblioteket, lokale 3",
        address="Kirkestræde 11",
        find_us="Døren til højre. En af de frivillige står i gangen.",
        venue_has=["step_free", "quiet", "kitchen"],
    )


def _fill(told: Told, group: SelfHelpGroup, most: int, also_next: int = 0) -> list[Member]:
    """Those who fit, the longest waiting first, and then some who are ready to step in."""
    seats = []
    for seeker in courses.ready_for(group.programme):
        about = courses.composition(group, group.made_at, with_pool=True)
        if seeker.first_name == PLACE_OF or blocking(about.before(seeker.pk)):
            continue
        is_next = len(seats) >= most
        if len(seats) >= most + also_next:
            break
        seats.append(
            actions.give_seat(
                by=told.coordinator, group=group, seeker=seeker, now=told.clock.ago(3, "10:05"), is_next=is_next
            )
        )
    return seats
