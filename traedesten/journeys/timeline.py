"""What has happened on a journey, in one line of time: calls about the card, contacts, visits, and looks back."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from traedesten.journeys import queries
from traedesten.journeys.models import Contact, FollowUp, Introduction, Journey, Visit
from traedesten.ui.labels import words


@dataclass(frozen=True)
class Happened:
    """One line. ``contact`` is the row itself where the line is a note, which its author may take back today."""

    at: datetime
    what: str
    note: str
    felt: int | None = None
    contact: Contact | None = None
    may_be_taken_back: bool = False


def happened(journey: Journey, stones: list[Introduction], user_id: int | None, now: datetime) -> list[Happened]:
    """The newest first. ``stones`` are the journey's introductions with offers and visits; ``user_id`` reads."""
    lines = [_contact(row, queries.may_take_back(row, user_id, now)) for row in queries.contacts_of(journey)]
    lines += [*_calls(journey), *_visits(stones), *_looks_back(journey)]
    return sorted(lines, key=lambda line: line.at, reverse=True)


def _contact(contact: Contact, may_be_taken_back: bool) -> Happened:
    what = str(words("contact_kind", contact.kind))
    if contact.relative:
        what = _("%(what)s – med %(name)s") % {"what": what, "name": _name_of(contact.relative)}
    return Happened(contact.held_at, what, contact.note, contact=contact, may_be_taken_back=may_be_taken_back)


def _calls(journey: Journey) -> Iterator[Happened]:
    """What was heard on the phone before the card became a journey; about whom, the card says."""
    if journey.referral is None:
        return
    name = {"name": journey.referral.first_name or _("den, der skulle ringes til")}
    for call in journey.referral.calls.select_related("key"):
        what = _("Koordinatoren talte med %(name)s") if call.answered else _("Koordinatoren ringede til %(name)s")
        yield Happened(call.at, what % name, call.note if call.answered else _unanswered(call.note))


def _unanswered(note: str) -> str:
    return _("Ingen svarede.") + (f" {note}" if note else "")


def _visits(stones: list[Introduction]) -> Iterator[Happened]:
    """Visits that were; a relative's carries their name, so that it is not taken for the person's."""
    for stone in stones:
        for visit in stone.visits.all():
            if visit.state == Visit.State.DONE:
                yield Happened(visit.starts_at, _visit_words(stone, visit), visit.words, visit.felt)


def _visit_words(stone: Introduction, visit: Visit) -> str:
    about = {
        "offer": stone.offer.name,
        "who": _("sammen") if visit.with_guide else _("på egen hånd"),
        "name": _name_of(stone.relative) if stone.relative else "",
    }
    told = _("%(name)s besøgte %(offer)s, %(who)s") if stone.relative else _("Besøg hos %(offer)s, %(who)s")
    return told % about


def _looks_back(journey: Journey) -> Iterator[Happened]:
    for row in queries.follow_ups_of(journey):
        if row.state == FollowUp.State.DONE and row.done_at:
            about = {"when": words("follow_up", row.name), "standing": words("standing", row.standing)}
            yield Happened(row.done_at, _("Hørt, hvordan det går: %(standing)s") % about, row.note)


def _name_of(relative) -> str:
    return relative.first_name or str(words("relation", relative.relation))
