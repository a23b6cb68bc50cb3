"""Offers that are likely the same: one name, and the same place or the same contact."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import Any

from traedesten.offers.models import Offer
from traedesten.sources.models import NotSame

MOST = 3
"""Likely duplicates that are named for one record."""


class Names:
    """The names of all offers at the site, to look for those that are like a record."""

    def __init__(self) -> None:
        self._ids: dict[str, list] = defaultdict(list)
        for pk, name in Offer.objects.filter(merged_into=None).order_by("made_at").values_list("pk", "name"):
            self._ids[plain(name)].append(pk)

    def like(self, records: Iterable[Mapping[str, Any]]) -> list[list[tuple[str, str]]]:
        """(id, name) of the likely duplicates of each record (values by field), in one query."""
        records = list(records)
        ids = {pk for values in records for pk in self._ids.get(plain(values["name"]), ())}
        rows = Offer.objects.filter(pk__in=ids).select_related("key", "venue").order_by("made_at") if ids else ()
        offers = {offer.pk: offer for offer in rows}
        return [self._like(values, offers) for values in records]

    def _like(self, values: Mapping[str, Any], offers: Mapping[Any, Offer]) -> list[tuple[str, str]]:
        found = [offers[pk] for pk in self._ids.get(plain(values["name"]), ()) if pk in offers]
        return [(str(offer.pk), offer.name) for offer in found if _is_alike(values, offer)][:MOST]


def pairs() -> list[tuple[Offer, Offer]]:
    """Open offers that are likely the same and nobody has told apart, the older first; three queries."""
    alike: dict[str, list] = defaultdict(list)
    for pk, name in Offer.objects.filter(is_open=True).order_by("made_at").values_list("pk", "name"):
        alike[plain(name)].append(pk)
    groups = [ids for ids in alike.values() if len(ids) > 1]
    if not groups:
        return []
    wanted = [pk for ids in groups for pk in ids]
    rows = Offer.objects.filter(pk__in=wanted).select_related("key", "venue", "organisation", "follows")
    offers = {row.pk: row for row in rows}
    apart = {frozenset(two) for two in NotSame.objects.values_list("first_id", "second_id")}
    return [
        (offers[one], offers[other])
        for ids in groups
        for one, other in combinations(ids, 2)
        if frozenset((one, other)) not in apart and _is_alike(_told(offers[one]), offers[other])
    ]


def _told(offer: Offer) -> dict[str, Any]:
    venue = offer.venue
    place = [venue.name, venue.address] if venue else ["", ""]
    return {"place": place, "contact_phone": offer.contact_phone, "contact_email": offer.contact_email}


def plain(text: str) -> str:
    """Letters and digits in lower case, words with one blank between."""
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold()))


def _is_alike(values: Mapping[str, Any], offer: Offer) -> bool:
    """The name is the same already."""
    venue = offer.venue
    theirs = _places([venue.name, venue.address]) if venue else set()
    if _places(values["place"]) & theirs:
        return True
    phone, email = values.get("contact_phone"), values.get("contact_email", "")
    return bool(phone and phone == offer.contact_phone) or bool(
        email and email.casefold() == offer.contact_email.casefold()
    )


def _places(place: list[str]) -> set[str]:
    """The name, the address, and the street alone: what comes before the first comma."""
    name, address = place
    return {plain(name), plain(address), plain(address.partition(",")[0])} - {""}
