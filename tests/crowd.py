"""Many rows at once: copies of rows that the project's own actions have made, sealed anew with keys of their own."""

from itertools import groupby
from uuid import uuid4

from django.db.models import ForeignKey, Model, UUIDField

from traedesten.domain.journey import Stage
from traedesten.journeys.models import Contact, FollowUp, Handover, Introduction, Journey, Visit
from traedesten.matching.models import GuideRequest
from traedesten.people.models import Relative
from traedesten.referrals.models import CallAttempt
from traedesten.vault.crypto import blind_index, new_key
from traedesten.vault.models import DataKey, Keyed

BATCH = 200

MORE = 19
"""How many more than one make a page long: twenty in all."""


def fill_up(number: int) -> int:
    """Copy the site's open journeys, all stages alike, until there are ``number``; gives how many there are."""
    rows = list(Journey.objects.exclude(stage=Stage.ENDED).select_related("participant__key", "referral__key"))
    for place, journey in enumerate(rows):
        times = (number - place - 1) // len(rows)
        multiply(rows_about(journey), times)
    return Journey.objects.exclude(stage=Stage.ENDED).count()


def rows_about(journey: Journey) -> list[Model]:
    """A journey with its person and what hangs on both, what is pointed at before what points."""
    of_it = {"journey": journey}
    about = [
        *filter(None, [journey.referral]),
        *CallAttempt.objects.filter(referral=journey.referral),
        journey.participant,
        *Relative.objects.filter(participant=journey.participant),
        journey,
        *([journey.wishes] if hasattr(journey, "wishes") else []),
        *journey.assessments.all(),
        *journey.agreements.all(),
        *Contact.objects.filter(**of_it),
        *Introduction.objects.filter(**of_it),
        *Visit.objects.filter(introduction__journey=journey),
        *FollowUp.objects.filter(**of_it),
        *GuideRequest.objects.filter(**of_it),
        *Handover.objects.filter(**of_it),
    ]
    return [*{row.key_id: row.key for row in about}.values(), *about]


def multiply(rows: list[Model], times: int) -> list[Model]:
    """``times`` copies of the rows as a group: keys among them point at the copies, the others where they did.

    What may be there once only (a client's key, a telephone number) is made anew.
    """
    copies: dict[tuple, Model] = {}
    for model, alike in groupby(rows, type):
        alike = list(alike)
        made = {(row.pk, turn): _copy(row, turn, copies) for row in alike for turn in range(times)}
        model._base_manager.bulk_create(made.values(), batch_size=BATCH)
        copies.update(made)
    return list(copies.values())


def _copy(row: Model, turn: int, copies: dict) -> Model:
    if isinstance(row, DataKey):
        key = DataKey()
        key.wrap(new_key())
        return key
    copy = type(row)()
    for field in row._meta.concrete_fields:
        if field.primary_key:
            continue
        if isinstance(field, ForeignKey):
            target = copies.get((getattr(row, field.attname), turn))
            copied = (field.name, target) if target else (field.attname, getattr(row, field.attname))
        else:
            copied = (field.attname, uuid4() if isinstance(field, UUIDField) else getattr(row, field.attname))
        setattr(copy, *copied)
    if isinstance(row, Keyed) and (row.key_id, turn) not in copies:
        copy.key = row.key
    if hasattr(copy, "idempotency_key"):
        copy.idempotency_key = str(uuid4())
    if hasattr(copy, "phone_index") and copy.phone:
        copy.phone = f"+45{uuid4().int % 70_000_000 + 20_000_000}"
        copy.phone_index = blind_index(copy.site_id, "phone", copy.phone)
    return copy
