"""Volunteers: invited, welcomed, edited, and let go."""

from datetime import datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.urls import reverse

from traedesten.audit.actions import record
from traedesten.domain.access import Actor, Deed, Role, require
from traedesten.messages.models import Message
from traedesten.people.models import Volunteer
from traedesten.tenancy.models import Link, Membership, User
from traedesten.tenancy.queries import site_now
from traedesten.vault.models import DataKey

INVITATION_LIFE = timedelta(days=14)


class AlreadyUsed(Exception):
    """The invitation was taken by an earlier request."""


@transaction.atomic
def invite_volunteer(*, by: Actor, email: str, now: datetime, **volunteer) -> Volunteer:
    """Write a volunteer down and send a link that opens an account, for fourteen days."""
    require(by, Deed.INVITE_VOLUNTEER, site_id=by.site_id)
    person = Volunteer.objects.create(key=DataKey.new(), email=email, made_at=now, **volunteer)
    _send_invitation(person, now)
    record(by=by, verb="people.volunteer_invited", subject=person, at=now, person=person.pk)
    return person


@transaction.atomic
def invite_again(*, by: Actor, volunteer: Volunteer, now: datetime) -> Volunteer:
    """A fresh link; the earlier one stops working."""
    require(by, Deed.INVITE_VOLUNTEER, site_id=by.site_id)
    Link.revoke_all(purpose=Link.Purpose.INVITATION, subject_id=volunteer.pk, now=now)
    _send_invitation(volunteer, now)
    record(by=by, verb="people.volunteer_invited", subject=volunteer, at=now, person=volunteer.pk)
    return volunteer


def _send_invitation(person: Volunteer, now: datetime) -> None:
    token = Link.issue(
        purpose=Link.Purpose.INVITATION,
        subject_id=person.pk,
        person_id=person.pk,
        now=now,
        expires_at=now + INVITATION_LIFE,
    )
    Message.post(
        "invitation",
        person.recipient,
        now=now,
        path=reverse("people:enter_invitation", args=[site_now().slug, token]),
        idempotency_key=f"invitation:{person.pk}:{now:%Y%m%d%H%M%S}",
    )


@transaction.atomic
def accept_invitation(*, by: Actor, link: Link, volunteer: Volunteer, password: str, now: datetime) -> User:
    """Open the account. Of several requests one wins; the others get ``AlreadyUsed``."""
    require(by, Deed.ACCEPT_INVITATION, site_id=volunteer.site_id, owners=(volunteer.pk,))
    if not link.use_up(now):
        raise AlreadyUsed
    user = User.objects.filter(email__iexact=volunteer.email).first()
    if user is None:
        user = User(
            email=volunteer.email.lower(),
            name=volunteer.full_name,
            language=volunteer.language,
            date_joined=now,
        )
        validate_password(password, user)
        user.set_password(password)
        user.save()
    volunteer.user = user
    volunteer.save()
    Membership.objects.get_or_create(user=user, role=Role.GUIDE, defaults={"since_on": now.date()})
    record(by=by, verb="people.invitation_accepted", subject=volunteer, at=now, person=volunteer.pk, user=user.pk)
    return user


@transaction.atomic
def edit_volunteer(*, by: Actor, volunteer: Volunteer, now: datetime, **fields) -> Volunteer:
    """What the guide brings, when they can, how many they can hold, when they are away."""
    require(by, Deed.EDIT_VOLUNTEER, site_id=volunteer.site_id, owners=(volunteer.user_id,))
    changed = [name for name, value in fields.items() if getattr(volunteer, name) != value]
    for name in changed:
        setattr(volunteer, name, fields[name])
    volunteer.save()
    record(by=by, verb="people.volunteer_edited", subject=volunteer, at=now, person=volunteer.pk, fields=changed)
    return volunteer


@transaction.atomic
def end_membership(*, by: Actor, volunteer: Volunteer, now: datetime) -> Volunteer:
    """The volunteer leaves the site: from the next request on nothing of it is open to them."""
    require(by, Deed.INVITE_VOLUNTEER, site_id=volunteer.site_id)
    Membership.objects.filter(user_id=volunteer.user_id, role=Role.GUIDE).delete()
    Link.revoke_all(purpose=Link.Purpose.INVITATION, subject_id=volunteer.pk, now=now)
    record(by=by, verb="people.membership_ended", subject=volunteer, at=now, person=volunteer.pk)
    return volunteer
