"""The invented sites' new communities: one on its way, and one that somebody waited for and that has opened."""

from dataclasses import dataclass
from datetime import time, timedelta

from traedesten.demo.telling import Told
from traedesten.domain.initiatives import InitiativeMove
from traedesten.domain.schedules import Regular
from traedesten.domain.slots import DAYS
from traedesten.partners import actions, queries
from traedesten.partners.models import Initiative
from traedesten.tenancy.models import User


@dataclass(frozen=True)
class Idea:
    """``partners`` are (name, what they bring); ``steps`` (what, days from today, whether it is done)."""

    name: str
    theme: str
    slot: str
    place: str
    about: str
    partners: tuple
    steps: tuple


ON_ITS_WAY = Idea(
    "Spisefællesskabet på skolen",
    "food",
    "tue-eve",
    "Skolekøkkenet",
    "Vi laver suppe sammen om tirsdagen og spiser ved ét langt bord. Man kan komme før og skrælle.",
    (
        ("Skolen", "Køkkenet efter kl. 16"),
        ("Husholdningsforeningen", "To, der kan lave mad til tyve"),
        ("Købmanden", "Grøntsager til overs"),
    ),
    (
        ("Spørg skolen om køkkenet", -21, True),
        ("Find to værter, der vil stå for de første fire gange", -3, True),
        ("Prøvemad med partnerne", 9, False),
        ("Hæng plakaten op hos lægen og købmanden", 16, False),
    ),
)
TO_OPEN = (
    Idea("Havehjørnet", "garden", "wed-am", "Bag biblioteket", "Ti højbede og en kande kaffe.", (), ()),
    Idea("Hundelufterne", "animals", "sat-am", "Anlægget", "En rolig tur med og uden hund.", (), ()),
    Idea("Spilleaftenen", "games", "thu-eve", "Medborgerhuset", "Kort og brætspil ved to borde.", (), ()),
    Idea("Musikstuen", "music", "mon-pm", "Musikskolen", "Vi synger og spiller det, vi kan.", (), ()),
    Idea(
        "Den stille tur", "walking", "fri-pm", "Ved søen", "En langsom tur, hvor man ikke behøver sige noget.", (), ()
    ),
)
"""The first of these that somebody waits for has opened; the very first when nobody waits for any."""


def tell(told: Told) -> None:
    _begin(told, ON_ITS_WAY, days=30, opens_in=23)
    idea = next((idea for idea in TO_OPEN if _is_waited_for(told, idea)), TO_OPEN[0])
    morning = idea.slot.endswith("am")
    actions.open_initiative(
        by=told.coordinator,
        initiative=_begin(told, idea, days=40, opens_in=-1),
        regular=Regular(
            "weekly", DAYS.index(idea.slot[:3]), time(10 if morning else 17), time(12 if morning else 19)
        ),
        kind="practice",
        size="small",
        contact_name="Lis",
        contact_phone="+4561000021",
        now=told.clock.ago(1, "09:40"),
    )


def _is_waited_for(told: Told, idea: Idea) -> bool:
    """By somebody with a guide to tell it."""
    trial = Initiative(theme=idea.theme, slot=idea.slot, area=_area(told))
    return any(journey.guide_id for journey in queries.waiting_for(trial, told.clock.present))


def _area(told: Told):
    return told.areas[sorted(told.areas)[0]]


def _begin(told: Told, idea: Idea, *, days: int, opens_in: int) -> Initiative:
    by, clock = told.coordinator, told.clock
    row = actions.start_initiative(
        by=by,
        owner=User.objects.get(pk=by.user_id),
        now=clock.ago(days, "13:00"),
        name=idea.name,
        theme=idea.theme,
        slot=idea.slot,
        place=idea.place,
        about=idea.about,
        area=_area(told),
        opens_on=(clock.present + timedelta(days=opens_in)).date(),
    )
    for name, brings in idea.partners:
        actions.add_partner(by=by, initiative=row, name=name, brings=brings, now=clock.ago(days - 2, "13:00"))
    for what, due, is_done in idea.steps:
        due_on = (clock.present + timedelta(days=due)).date()
        step = actions.add_step(by=by, initiative=row, what=what, due_on=due_on, now=clock.ago(days - 3, "13:00"))
        if is_done:
            actions.mark_step(by=by, step=step, is_done=True, now=clock.ago(-due, "15:00"))
    move = InitiativeMove.PREPARE
    return actions.move_initiative(by=by, initiative=row, move=move, now=clock.ago(days - 4, "13:00"))
