"""A site's open offers, ready to be searched: what is known about each, and an index of their words.

Made once in each process for each version of the directory and kept; a search itself asks the database for
no more than the version and the rows it shows.
"""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import date
from threading import Lock

from django.utils import timezone

from traedesten.offers import queries
from traedesten.offers.models import Offer
from traedesten.planning.finding import Answer, Facts, Wanted, match, rank
from traedesten.planning.search import Document, Hit, Index
from traedesten.tenancy.scope import current_site_id

MOST_HITS = 200
MOST_SITES = 16
"""How many sites' catalogues a process keeps; the one longest unused goes first."""


@dataclass(frozen=True)
class Catalogue:
    version: int
    facts: dict[str, Facts]
    index: Index

    def find(self, text: str, wanted: Wanted, today: date, every_days: int) -> list[tuple[Answer, Hit | None]]:
        """Offers that answer, best first, each with why. Without words everything that the filters let through."""
        if not text.strip():
            found = (match(facts, wanted, today, every_days=every_days) for facts in self.facts.values())
            return [(row, None) for row in rank(row for row in found if row)]
        hits = {hit.id: hit for hit in self.index.search(text, limit=MOST_HITS)}
        best = max((hit.score for hit in hits.values()), default=1.0)
        found = (
            match(self.facts[hit.id], wanted, today, every_days=every_days, text=hit.score / best)
            for hit in hits.values()
        )
        return [(row, hits[row.id]) for row in rank(row for row in found if row)]


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
        while len(_kept) > MOST_SITES:
            _kept.popitem(last=False)
    return made


def _make(version: int) -> Catalogue:
    offers = list(queries.open_offers())
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
