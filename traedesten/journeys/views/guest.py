"""Who has come in by a link of their own: a participant, or a relative with a page of theirs."""

from dataclasses import dataclass

from django.http import Http404

from traedesten.domain.access import Actor, Deed, Role, reach
from traedesten.journeys import queries
from traedesten.journeys.models import Journey
from traedesten.people.models import Relative
from traedesten.tenancy import links
from traedesten.tenancy.models import Link


@dataclass(frozen=True)
class Guest:
    """Whoever the link was given to: a participant, or a relative with a page of their own."""

    actor: Actor
    journey: Journey
    relative: Relative | None

    @property
    def person(self):
        return self.relative or self.journey.participant

    @property
    def role(self) -> Role:
        return Role.RELATIVE if self.relative else Role.PARTICIPANT


def guest_of(request) -> Guest | None:
    link = links.link_in(request, Link.Purpose.PERSON)
    if link is None:
        return None
    relative = queries.relative_with(link.person_id)
    journey = queries.journey_of_person(relative.participant_id if relative else link.person_id)
    if journey is None:
        return None
    role = Role.RELATIVE if relative else Role.PARTICIPANT
    return Guest(links.actor_of(link, role), journey, relative)


def participant_only(guest: Guest, deed: Deed) -> None:
    """To a relative these pages do not exist."""
    if reach(guest.actor, deed) is None:
        raise Http404
