"""Prepared figures, editions and their readers, and the names of the places in them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import cached_property

from traedesten.insight.models import Edition, NetworkSharing, Reader, SharedEdition, Snapshot
from traedesten.offers.models import Offer
from traedesten.referrals.models import ReferringUnit
from traedesten.tenancy.models import Link
from traedesten.tenancy.queries import areas, open_link
from traedesten.ui.labels import words


def snapshot(period: str, part: str) -> Snapshot | None:
    return Snapshot.objects.filter(period=period, part=part).first()


def cuts() -> list[tuple[str, str]]:
    """(period, part) of every snapshot there is."""
    return list(Snapshot.objects.order_by("-period", "part").values_list("period", "part"))


def editions() -> QuerySet[Edition]:
    """The newest first."""
    return Edition.objects.order_by("-until")


def notes() -> dict[str, list[dict]]:
    """Everything that has been given out at this site, by kind of table, the oldest first."""
    found: dict[str, list[dict]] = {}
    for releases in Edition.objects.order_by("until").values_list("releases", flat=True):
        for kind, given in releases.items():
            found.setdefault(kind, []).extend(given)
    return found


def standing() -> dict[str, Any]:
    """What the newest edition tells of everybody, by name; nothing before the first."""
    edition = editions().first()
    return edition.figures["all"] if edition else {}


def readers() -> QuerySet[Reader]:
    return Reader.objects.order_by("-made_at")


FOR_NETWORK = ("funnel", "days", "changes", "goals", "look_back")
"""What of an edition goes on to the network. Its tables by town and workplace are for those who know them."""


def for_network(figures: dict[str, dict]) -> dict[str, dict[str, Any]]:
    return {period: {name: told[name] for name in FOR_NETWORK if name in told} for period, told in figures.items()}


def is_sharing() -> bool:
    """Whether the site's editions may be read by the network."""
    return NetworkSharing.objects.filter(is_shared=True).exists()


def shared_editions() -> QuerySet[SharedEdition]:
    """Of every place that shares, for a site that does so, too; with the place. The others see their own only."""
    return SharedEdition.objects.select_related("site").order_by("site__place", "site_id")


def first_of_month(today: date) -> date:
    return today.replace(day=1)


def unit_behind(token: str, now: datetime) -> ReferringUnit | None:
    """The workplace whose link this is."""
    link = open_link(token, Link.Purpose.REFERRING_UNIT, now)
    return ReferringUnit.objects.filter(pk=link.subject_id, is_active=True).first() if link else None


@dataclass(frozen=True)
class Names:
    """What ids are called on a page. One query for each kind of place, when it is first asked for."""

    @cached_property
    def areas(self) -> dict[str, str]:
        return {str(area.pk): area.name for area in areas()}

    @cached_property
    def units(self) -> dict[str, str]:
        return {str(pk): name for pk, name in ReferringUnit.objects.values_list("pk", "name")}

    @cached_property
    def offers(self) -> dict[str, str]:
        return {str(pk): name for pk, name in Offer.objects.values_list("pk", "name")}

    def way(self, key: str) -> str:
        """The unit's name, or who wrote the card."""
        return self.units.get(key) or str(words("source", key))

    def part(self, part: str) -> str:
        kind, _, key = part.partition(":")
        return self.areas.get(key, "") if kind == "area" else self.way(key)
