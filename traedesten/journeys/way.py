"""The way to a community for one person, as pages show it: the planner's stones with their words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import islice

from traedesten.domain.journey import Stone as State
from traedesten.journeys import queries
from traedesten.journeys.models import Journey, Wishes
from traedesten.journeys.way_words import left_out_words, said, weekly
from traedesten.offers import why
from traedesten.offers.catalogue import Catalogue, catalogue
from traedesten.offers.models import Offer
from traedesten.offers.queries import offer_names, open_offers_by_id
from traedesten.planning import guides
from traedesten.planning import stones as planning

MOST_HITS = 60
"""Offers that words may find."""
SHOWN = 40
"""Stones on a page at most; the first few at once, the rest a tap away."""
MOST_REASONS = 3
OWN_WORDS_SHARE = 0.5
"""What the person's own words count beside a wish typed in while talking."""
TOLD = 0.6
"""How surely words must tell of a situation: those that mean it do, one that hints at it does not."""
NAMED = 5
"""Places named under each reason why they are not proposed."""


@dataclass(frozen=True)
class Card:
    """One offer with what speaks for it, at most three things, and the one most worth saying before going."""

    offer: Offer
    speaks_for: list[str]
    caution: str
    times: list[str]

    @property
    def hard(self) -> list[str]:
        return [self.caution] if self.caution else []

    @property
    def why(self) -> str:
        return " ".join(f"{line}." for line in self.speaks_for)


@dataclass(frozen=True)
class LeftOut:
    """Why some places are not proposed, how many, and the first of them as (id, name)."""

    words: str
    number: int
    places: list[tuple[str, str]]

    @property
    def more(self) -> int:
        return self.number - len(self.places)


@dataclass(frozen=True)
class Way:
    """``steps`` lead from where the person is now to a lasting community; ``cards`` are all, the best first."""

    steps: list[Card]
    is_open_ended: bool
    cards: list[Card]
    relief: list[Card]
    left_out: list[LeftOut]


def way(journey: Journey, today: date, every_days: int, *, kind: str = "", to: str = "", wish: str = "") -> Way:
    """In a number of queries that grows neither with the offers nor with what has been tried.

    ``kind``: only those; ``to``: for a relative; ``wish``: only offers whose words answer it.
    """
    known, wishes = catalogue(), queries.wishes_of(journey)
    person = _relative(journey, to, known, wish) if to else _person(journey, wishes, today, known, wish)
    scores = _scores(known, wish or ("" if to else _own_words(wishes)))
    problem = planning.Problem(
        person=person,
        offers=tuple(known.facts.values()),
        today=today,
        words=_shares(scores, 1.0 if wish else OWN_WORDS_SHARE),
        must_answer=bool(wish),
        settled=queries.settled_counts(),
        kinds=frozenset({kind} if kind else {Offer.Kind.RELIEF} if to else ()),
        every_days=every_days,
    )
    return _in_words(planning.lay(problem), problem, known, wish)


def card_of(journey: Journey, offer: Offer, today: date, every_days: int, *, to: str = "") -> Card:
    """One offer, whether or not it would be proposed; of one that is off the list only what it says itself."""
    known = catalogue()
    if str(offer.pk) not in known.facts:
        return Card(offer, [], "", weekly(offer))
    wishes = queries.wishes_of(journey)
    person = _relative(journey, to, known) if to else _person(journey, wishes, today, known)
    offers = tuple(known.facts.values())
    problem = planning.Problem(person, offers, today, settled=queries.settled_counts(), every_days=every_days)
    return _card(planning.weigh(problem, str(offer.pk)), offer, ())


def _scores(known: Catalogue, text: str) -> dict[str, float]:
    return dict(islice(known.index.scores(text).items(), MOST_HITS)) if text.strip() else {}


def _own_words(wishes: Wishes | None) -> str:
    return f"{wishes.own_words} {wishes.has_worked}" if wishes else ""


def _shares(scores: dict[str, float], most: float) -> dict[str, float]:
    best = max(scores.values(), default=1.0)
    return {id: most * score / best for id, score in scores.items()}


def _person(
    journey: Journey, wishes: Wishes | None, today: date, known: Catalogue, wish: str = ""
) -> planning.Person:
    person, card = journey.participant, journey.referral
    interests = frozenset(card.interests if card else ())
    about = {
        "area": str(person.area.pk) if person.area else "",
        "point": person.area.point if person.area else None,
        "age": person.age(today),
        "gender": person.gender if person.gender in ("woman", "man") else "",
        "told_of": _told_of(known, card.note if card else "", _own_words(wishes), wish),
        "tried": _tried(journey),
    }
    if wishes is None:
        return planning.Person(interests=interests, **about)
    return planning.Person(
        interests=interests | set(wishes.interests),
        group_size=wishes.group_size,
        times=frozenset(wishes.times),
        overwhelms=frozenset(wishes.overwhelms),
        access_needs=frozenset(wishes.access_needs),
        reach_km=wishes.reach_km,
        **about,
    )


def _relative(journey: Journey, to: str, known: Catalogue, wish: str = "") -> planning.Person:
    """Of a relative nothing is known but where the two belong, and what they tell themselves."""
    area = journey.participant.area
    where = {"area": str(area.pk), "point": area.point} if area else {}
    row = next((row for row in queries.relatives_of(journey) if str(row.pk) == to), None)
    told_of = _told_of(known, row.carries, row.wishes, wish) if row else frozenset()
    return planning.Person(**where, told_of=told_of, tried=_tried(journey, for_relatives=True))


def _told_of(known: Catalogue, *texts: str) -> frozenset[str]:
    """The situations that these words tell of, read for the occasion and kept nowhere."""
    about = (known.index.read(text).about for text in texts if text.strip())
    return frozenset(key for keys in about for key, (sure, _word) in keys.items() if sure >= TOLD)


def _tried(journey: Journey, *, for_relatives: bool = False) -> tuple[planning.AlreadyTried, ...]:
    rows = [row for row in queries.tried_stones(journey) if bool(row.relative_id) == for_relatives]
    return tuple(
        planning.AlreadyTried(str(row.offer_id), _state(row), frozenset(row.overwhelmed), row.best_felt)
        for row in rows
    )


def _state(row) -> str:
    if row.stone == State.LEFT:
        return "left" if row.has_gone or row.overwhelmed or row.left_words else "refused"
    return "settled" if row.stone == State.SETTLED else "open"


def _in_words(path: planning.Path, problem: planning.Problem, known: Catalogue, wish: str) -> Way:
    stones = path.stones[:SHOWN]
    every = (*stones, *(step.stone for step in path.steps), *path.relief)
    rows = open_offers_by_id({stone.offer for stone in every})
    typed = known.index.reasons(wish, rows) if wish else {}
    cards = {
        stone.offer: _card(stone, rows[stone.offer], typed.get(stone.offer, ()))
        for stone in every
        if stone.offer in rows
    }
    kinds = {facts.id: facts.kind for facts in problem.offers}

    def shown(found) -> list[Card]:
        return [cards[stone.offer] for stone in found if stone.offer in cards]

    steps = [step.stone for step in path.steps]
    return Way(
        steps=shown(steps),
        is_open_ended=bool(steps) and kinds[steps[-1].offer] != Offer.Kind.LASTING,
        cards=shown(stones),
        relief=shown(path.relief),
        left_out=_left_out(path),
    )


def _card(stone: planning.Stone, offer: Offer, of_words: Iterable[guides.Reason]) -> Card:
    words = why.typed(of_words)[:1]
    others = [reason for reason in stone.reasons if reason.code != "words" or not words]
    lines = list(dict.fromkeys([*words, *(said(reason) for reason in others)]))
    return Card(offer, lines[:MOST_REASONS], said(stone.caution), weekly(offer))


def _left_out(path: planning.Path) -> list[LeftOut]:
    groups: dict[str, list[str]] = {}
    for id, reason in path.left_out.items():
        groups.setdefault(reason.code, []).append(id)
    names = offer_names(id for ids in groups.values() for id in ids[:NAMED])
    return [
        LeftOut(left_out_words(code), len(ids), [(id, names[id]) for id in ids[:NAMED] if id in names])
        for code, ids in sorted(groups.items())
    ]
