"""Places where groups meet in Holstebro, those who wait for a group about loss, and a proposal on the table."""

from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from traedesten.demo.telling import Told, deliver_until
from traedesten.domain.access import Actor, Role
from traedesten.gathering import actions
from traedesten.groups import actions as groups
from traedesten.groups.models import Programme

SLUG = "sorg"
EARLY, LATE = ("mon-pm", "thu-pm"), ("wed-eve", "mon-eve")


class Room(NamedTuple):
    """A name, an address, how one gets in, what it has, when it is free, and for how many."""

    name: str
    address: str
    find_us: str
    has: tuple[str, ...]
    times: tuple[str, ...]
    seats: int | None = None


ROOMS = (
    Room("Sognegården", "Kirkestræde 2", "Den lave dør til højre for kirken.", ("step_free", "quiet", "hearing_loop"),
         ("mon-pm", "wed-eve", "thu-pm"), 12),
    Room("Biblioteket, lokale 5", "Kirkestræde 11", "Op ad trappen. Der hænger et skilt.", ("kitchen",),
         ("mon-pm", "tue-pm", "wed-eve")),
    Room("Frivilligcentrets lille stue", "Nygade 22", "Gå ind ad den røde dør, og følg lyset op ad gangen.",
         ("own_door", "quiet"), ("thu-pm", "fri-am")),
)  # fmt: skip


class Mourns(NamedTuple):
    """A first name, an age, a gender, how many days ago they came, and when they can."""

    name: str
    age: int
    gender: str
    days: int
    times: tuple[str, ...]
    small: bool = False


MOURN = (
    Mourns("Grethe", 72, "woman", 54, EARLY),
    Mourns("Helge", 75, "man", 52, EARLY),
    Mourns("Irma", 69, "woman", 50, EARLY),
    Mourns("Johannes", 78, "man", 47, EARLY),
    Mourns("Karla", 74, "woman", 43, (*EARLY, "wed-eve")),
    Mourns("Laurits", 70, "man", 40, EARLY),
    Mourns("Magda", 76, "woman", 37, EARLY, small=True),
    Mourns("Sanne", 44, "woman", 48, LATE),
    Mourns("Thorkild", 52, "man", 45, LATE),
    Mourns("Ulrik", 47, "man", 39, LATE),
    Mourns("Vera", 41, "woman", 33, (*LATE, "thu-pm")),
    Mourns("Winnie", 55, "woman", 30, LATE),
    Mourns("Yrsa", 49, "woman", 26, LATE),
    Mourns("Aage", 83, "man", 36, ("sat-am",)),
    Mourns("Bitten", 27, "woman", 22, LATE),
)


def tell(told: Told) -> None:
    """They come and are talked with; the rooms are written up; the coordinator asks for a proposal."""
    if told.site.slug != "holstebro":
        return
    areas = iter(list(told.areas.values()) * len(ROOMS))
    for room in ROOMS:
        actions.add_place(
            by=told.coordinator,
            now=told.clock.ago(30, "09:40"),
            name=room.name,
            area=next(areas),
            address=room.address,
            find_us=room.find_us,
            venue_has=list(room.has),
            times=list(room.times),
            seats=room.seats,
        )
    programme = Programme.objects.get(slug=SLUG)
    for mourns in MOURN:
        _comes(told, programme, mourns)
    actions.ask_for_groups(
        by=told.coordinator, programmes=[programme], now=told.clock.present - timedelta(minutes=25)
    )
    deliver_until(told.clock.present)


def _comes(told: Told, programme: Programme, mourns: Mourns) -> None:
    chance = told.clock.chance(f"mourns {mourns.name}")
    now = told.clock.ago(mourns.days, "11:10")
    seeker = groups.sign_up(
        by=Actor(told.site.pk, frozenset({Role.VISITOR})),
        programme=programme,
        submission_key=UUID(int=chance.getrandbits(128), version=4),
        now=now,
        first_name=mourns.name,
        phone=f"+4528{chance.randint(0, 999999):06}",
        area=chance.choice(list(told.areas.values())),
        born_year=told.clock.present.year - mourns.age,
        gender=mourns.gender,
    ).seeker
    groups.hold_talk(
        by=told.coordinator,
        seeker=seeker,
        outcome="found_ready",
        now=now + timedelta(days=9),
        covered=["what_it_is", "expectations", "fits_now", "confidentiality"],
        times=list(mourns.times),
        reach_km=chance.choice((30, 40, 60)),
        small_only=mourns.small,
        languages=["da"],
        stays=["known_face"],
    )
