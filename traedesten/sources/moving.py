"""Everything that points at an offer, whichever room it is in, and where it goes when two become one."""

from collections.abc import Iterable
from uuid import UUID

from django.db import models

from traedesten.offers.models import Offer

STAYS = {
    *("offers.OfferTime", "offers.OfferException"),
    *("sources.ImportChange", "sources.FollowedOffer", "sources.NotSame", "sources.OfferMerge"),
}
"""What belongs to the offer itself, or tells what was done to it."""

KNOWN_BY_ITS_LIST = {"sources.ImportedOffer.offer"}

Pointer = tuple[str, type[models.Model], str]
"""(``label.field``, the model, the field)"""


def pointers() -> list[Pointer]:
    """Every foreign key to an offer whose row follows it. A room that is added later is among them."""
    found = []
    for relation in Offer._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one):
            model, name = relation.related_model, relation.field.name
            if model._meta.label not in STAYS:
                found.append((f"{model._meta.label}.{name}", model, name))
    return sorted(found, key=lambda pointer: pointer[0])


def in_use(offer_ids: Iterable[UUID]) -> set[UUID]:
    """Those that something points at, besides the lists they came from."""
    wanted, found = list(offer_ids), set()
    for label, model, name in pointers():
        if label not in KNOWN_BY_ITS_LIST:
            rows = model.objects.filter(**{f"{name}_id__in": wanted}).order_by()
            found |= set(rows.values_list(f"{name}_id", flat=True))
    return found


def ids_pointing(model: type[models.Model], name: str, offer: Offer) -> list[UUID]:
    rows = model.objects.filter(**{f"{name}_id": offer.pk}).order_by("pk")
    return list(rows.values_list("pk", flat=True))
