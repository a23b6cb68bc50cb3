"""How members are: their own yes, a pseudonym that only their seat holds, and a call when they ask for one."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from traedesten.audit.actions import record
from traedesten.domain.access import Actor, Deed, require, system
from traedesten.domain.courses import IN_THE_COURSE
from traedesten.domain.journey import MoveNotAllowed
from traedesten.groups import letters
from traedesten.groups.models import CaringContact, Member
from traedesten.groups.queries import measuring
from traedesten.outcomes import actions as outcomes
from traedesten.outcomes.models import Asking


@transaction.atomic
def agree_to_questions(*, by: Actor, member: Member, agrees: bool, now: datetime) -> Member:
    """Yes: the waves are laid down under a pseudonym drawn now. No: every answer that was given is deleted.

    The same again changes nothing. ``MoveNotAllowed`` for somebody without a seat.
    """
    member = member.locked()
    require(by, Deed.AGREE_TO_QUESTIONS, site_id=member.site_id, owners=(member.seeker_id,))
    if member.seat not in IN_THE_COURSE or member.seeker.erased_at:
        raise MoveNotAllowed(member.seat, "agree_to_questions")
    if member.is_measured != agrees:
        clock = system(by.site_id)
        if agrees:
            subject = uuid4()
            outcomes.plan_nameless(by=clock, subject=subject, begun_on=member.group.first_on, now=now)
            member.pseudonym = str(subject)
        elif member.pseudonym:
            outcomes.forget_nameless(by=clock, subject=UUID(member.pseudonym), now=now)
            member.pseudonym = ""
        member.is_measured = agrees
        member.save()
    verb = "member.agreed_to_questions" if agrees else "member.refused_questions"
    record(by=by, verb=verb, subject=member, at=now, person=member.seeker_id)
    return member


@transaction.atomic
def begin_questions(*, by: Actor, member: Member, now: datetime) -> str:
    """The token with which they answer what is open now, or "" when nothing is."""
    require(by, Deed.AGREE_TO_QUESTIONS, site_id=member.site_id, owners=(member.seeker_id,))
    found = measuring.open_to([member.locked()], timezone.localdate(now))
    token = outcomes.open_for_answer(by=system(by.site_id), asking=found[0][1], now=now) if found else ""
    record(by=by, verb="member.began_questions", subject=member, at=now, person=member.seeker_id)
    return token


@transaction.atomic
def ask_how_they_are(*, by: Actor, member: Member, asking: Asking, now: datetime) -> str:
    """Write to somebody that there are questions on their own page, or remind them. The letter's name, or ""."""
    require(by, Deed.ASK_QUESTIONS, site_id=member.site_id)
    name = outcomes.call_to_answer(by=by, asking=asking, now=now)
    if name:
        key = f"{name}:{member.pk}:{asking.wave}:{now:%Y%m%d}"
        letters.to_member(name, member, now=now, key=key, is_automatic=True)
        record(by=by, verb="member.asked_how_they_are", subject=member, at=now, person=member.seeker_id)
    return name


@transaction.atomic
def ask_for_call(*, by: Actor, member: Member, now: datetime) -> CaringContact:
    """They would like a call. Those who hold the group and the coordinator are told; twice is once."""
    member = member.locked()
    require(by, Deed.ASK_FOR_GROUP_CALL, site_id=member.site_id, owners=(member.seeker_id,))
    if member.seat not in IN_THE_COURSE or member.seeker.erased_at:
        raise MoveNotAllowed(member.seat, "ask_for_call")
    waiting = member.caring_contacts.filter(done_at=None, after_session=None).first()
    contact = waiting or CaringContact.objects.create(member=member, opened_at=now)
    if not waiting:
        letters.to_facilitators("facilitator_call", member.group, now=now, key=f"call:{contact.pk}")
        letters.to_coordinators(member, now=now, key=f"call:{contact.pk}")
    record(by=by, verb="member.asked_for_call", subject=contact, at=now, person=member.seeker_id)
    return contact
