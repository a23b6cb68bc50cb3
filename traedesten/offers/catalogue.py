"""A site's open offers, ready to be searched: what is known about each, and an index of their words.

Made once in each process for each version of the directory and kept; a search itself asks the database for
no more than the version and the rows it shows.
"""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import islice
from threading import Lock

from django.utils import timezone

from traedesten.offers import queries
from traedesten.offers.models import Offer
from traedesten.planning.finding import Answer, Facts, Wanted, match, rank
from traedesten.planning.guides import Reason
from traedesten.planning.search import Document, Index
from traedesten.planning.situations import meant_for
from traedesten.tenancy.scope import current_site_id

MOST_HITS = 200
"""Offers that words may find: the best of those that the filters let through."""
MOST_OFFERS = 150_000
"""How many offers a process keeps ready, of all sites together; the site that was longest unused goes first."""


@dataclass(frozen=True)
class Catalogue:
    version: int
    facts: dict[str, Facts]
    index: Index

    def find(self, text: str, wanted: Wanted, today: date, every_days: int) -> list[Answer]:
        """Offers that answer, best first. Without words everything that the filters let through."""
        scores = self.index.scores(text) if text.strip() else dict.fromkeys(self.facts, 0.0)
        best = max(scores.values(), default=0.0) or 1.0
        found = (
            match(self.facts[id], wanted, today, every_days=every_days, text=score / best)
            for id, score in scores.items()
        )
        return list(rank(islice(filter(None, found), MOST_HITS if text.strip() else None)))

    def reasons(self, text: str, found: Iterable[Answer]) -> dict[str, tuple[Reason, ...]]:
        """What of the words fits each of these, by id. It takes time, and is asked of those that are shown alone."""
        return self.index.reasons(text, [answer.id for answer in found])


_kept: OrderedDict[int, Catalogue] = OrderedDict()
_lock = Lock()


def catalogue() -> Catalogue:
    """The current site's, as it is now."""
    site_id, version = current_site_id(), queries.directory_version()
    with _lock:
        known = _kept.get(site_id)
        if known and known.version == version:
            _kept.move_to_end(site_id)
            return known
    made = _make(version)
    with _lock:
        _kept[site_id] = made
        _kept.move_to_end(site_id)
        while len(_kept) > 1 and sum(len(one.facts) for one in _kept.values()) > MOST_OFFERS:
            _kept.popitem(last=False)
    return made


def _make(version: int) -> Catalogue:
    offers = list(queries.offers_to_search())
    return Catalogue(version, {str(row.pk): _facts(row) for row in offers}, Index(_document(row) for row in offers))


def _facts(offer: Offer) -> Facts:
    return Facts(
        id=str(offer.pk),
        kind=offer.kind,
        themes=frozenset(offer.interests),
        regulars=tuple(row.regular for row in offer.times.all()),
        size=offer.size,
        pace=offer.pace,
        greeted=offer.greeted,
        holds=offer.holds,
        price=offer.price,
        minimum_age=offer.minimum_age,
        maximum_age=offer.maximum_age,
        step_free=offer.step_free,
        area=str(offer.area.pk) if offer.area else "",
        point=offer.point,
        capacity=offer.capacity,
        confirmed_on=timezone.localdate(offer.confirmed_at) if offer.confirmed_at else None,
        doing=offer.doing,
        same_people=offer.same_people,
        gender=offer.gender,
        situations=meant_for(offer.name, offer.about, offer.interests),
    )


def _document(offer: Offer) -> Document:
    return Document(
        id=str(offer.pk),
        name=offer.name,
        themes=tuple(offer.interests),
        about=offer.about,
        can_hold=offer.can_hold,
        place=" ".join(filter(None, (offer.place, offer.address, offer.area.name if offer.area else ""))),
        organisation=offer.organisation.name if offer.organisation else "",
    )
