"""What somebody did to an offer since a run gave it its values: then it is not undone by itself."""

from collections.abc import Collection
from uuid import UUID

from traedesten.sources.models import ImportChange
from traedesten.sources.values import details_of, digest, values_of

IN_USE, CONFIRMED, OTHER = "in_use", "confirmed", "other"
"""Beside the names of fields: something points at a new offer, somebody said that it is right, or changed what the
run did not give."""


def touched(change: ImportChange, in_use: Collection[UUID]) -> list[str]:
    """What stands in the way of undoing it, empty when nothing does: names of ``values.FIELDS`` that the run gave
    and that are other now, and for a new offer the three above. ``in_use`` are offers that something points at.
    """
    found = _fields_put_right(change)
    if not change.is_new:
        return found
    offer = change.offer
    if not found and offer.version != change.version:
        found = [OTHER]
    elif not found and offer.changed_at > offer.made_at:
        found = [CONFIRMED]
    return found + [IN_USE] * (offer.pk in in_use)


def _fields_put_right(change: ImportChange) -> list[str]:
    site_id, given = change.site_id, change.given
    values, facts = values_of(change.offer), details_of(change.offer.venue)
    found = [name for name, value in values.items() if name in given and given[name] != digest(site_id, value)]
    if change.is_new or "place" in given:
        return sorted(found)
    marks = {f"venue.{name}": digest(site_id, facts.get(name)) for name in _facts_given(change)}
    return sorted({*found, *(["place"] if any(given[mark] != now for mark, now in marks.items()) else [])})


def _facts_given(change: ImportChange) -> list[str]:
    return [mark.removeprefix("venue.") for mark in change.given if mark.startswith("venue.")]
