"""Volunteers: invited, welcomed, edited, and let go."""

from dataclasses import replace
from datetime import datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.urls import reverse

from traedesten.audit.actions import record
from traedesten.domain.access import Actor, Deed, Role, require
from traedesten.domain.journey import Stale
from traedesten.messages.models import Message
from traedesten.people import queries
from traedesten.people.models import Volunteer
from traedesten.tenancy.models import Link, Membership, User
from traedesten.tenancy.queries import site_now
from traedesten.vault.models import DataKey

INVITATION_LIFE = timedelta(days=14)


class AlreadyUsed(Exception):
    """The invitation was taken by an earlier request."""


class AccountExists(Exception):
    """There is an account with this address; only its owner, signed in, can take the invitation."""


class StillGuiding(Exception):
    """The volunteer has open journeys, and somebody else must take those over first."""


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
        "invitation" if Role.GUIDE in person.invited_as else "facilitator_invitation",
        replace(person.recipient, phone=""),  # to the mailbox: whoever opens the account has shown it is theirs
        now=now,
        path=reverse("people:enter_invitation", args=[site_now().slug, token]),
        idempotency_key=f"invitation:{person.pk}:{now:%Y%m%d%H%M%S}",
    )


@transaction.atomic
def accept_invitation(
    *,
    by: Actor,
    link: Link,
    volunteer: Volunteer,
    now: datetime,
    password: str = "",
    signed_in: User | None = None,
) -> User:
    """Open the account with ``password``, or tie the account that ``signed_in`` has already.

    An account that exists is never given a new password here: ``AccountExists`` unless its owner is signed in.
    Of several requests one wins; the others get ``AlreadyUsed``.
    """
    require(by, Deed.ACCEPT_INVITATION, site_id=volunteer.site_id, owners=(volunteer.pk,))
    user = queries.account_with(volunteer.email)
    if user and (signed_in is None or signed_in.pk != user.pk):
        raise AccountExists
    if not link.use_up(now):
        raise AlreadyUsed
    user = user or _new_account(volunteer, password, now)
    volunteer.user = user
    volunteer.save(update_fields=["user"])
    for role in volunteer.invited_as:
        Membership.objects.get_or_create(user=user, role=role, defaults={"since_on": now.date()})
    record(by=by, verb="people.invitation_accepted", subject=volunteer, at=now, person=volunteer.pk, user=user.pk)
    return user


def _new_account(volunteer: Volunteer, password: str, now: datetime) -> User:
    user = User(email=volunteer.email.lower(), name=volunteer.full_name, language=volunteer.language, date_joined=now)
    validate_password(password, user)
    user.set_password(password)
    user.save()
    return user


@transaction.atomic
def edit_volunteer(
    *, by: Actor, volunteer: Volunteer, now: datetime, expected_version: int | None = None, **fields
) -> Volunteer:
    """What the guide brings, when they can, how many they can hold, when they are away.

    ``Stale`` when ``expected_version`` is given and somebody else has edited since.
    """
    require(by, Deed.EDIT_VOLUNTEER, site_id=volunteer.site_id, owners=(volunteer.user_id,))
    volunteer = Volunteer.objects.select_for_update(of=("self",)).get(pk=volunteer.pk)
    if expected_version not in (None, volunteer.version):
        raise Stale
    changed = [name for name, value in fields.items() if getattr(volunteer, name) != value]
    for name in changed:
        setattr(volunteer, name, fields[name])
    volunteer.version += 1
    volunteer.save()
    record(by=by, verb="people.volunteer_edited", subject=volunteer, at=now, person=volunteer.pk, fields=changed)
    return volunteer


@transaction.atomic
def end_membership(*, by: Actor, volunteer: Volunteer, now: datetime) -> Volunteer:
    """The volunteer leaves the site: from the next request on nothing of it is open to them.

    ``StillGuiding`` while they have open journeys, so that nobody is left without a guide unseen.
    """
    require(by, Deed.INVITE_VOLUNTEER, site_id=volunteer.site_id)
    volunteer = Volunteer.objects.select_for_update(of=("self",)).get(pk=volunteer.pk)
    if queries.open_journeys_of(volunteer).exists():
        raise StillGuiding
    Membership.objects.filter(user_id=volunteer.user_id, role=Role.GUIDE).delete()
    Link.revoke_all(purpose=Link.Purpose.INVITATION, subject_id=volunteer.pk, now=now)
    record(by=by, verb="people.membership_ended", subject=volunteer, at=now, person=volunteer.pk)
    return volunteer


@transaction.atomic
def give_role(*, by: Actor, volunteer: Volunteer, role: str, now: datetime) -> Volunteer:
    """Let somebody whom the site knows be one thing more: at once when they have an account, else with the
    invitation that they have."""
    require(by, Deed.INVITE_VOLUNTEER, site_id=volunteer.site_id)
    volunteer = Volunteer.objects.select_for_update(of=("self",)).get(pk=volunteer.pk)
    volunteer.invited_as = [*dict.fromkeys([*volunteer.invited_as, str(role)])]
    volunteer.save(update_fields=["invited_as"])
    if volunteer.user_id:
        Membership.objects.get_or_create(user_id=volunteer.user_id, role=role, defaults={"since_on": now.date()})
    record(by=by, verb="people.role_given", subject=volunteer, at=now, person=volunteer.pk, role=str(role))
    return volunteer


@transaction.atomic
def take_role(*, by: Actor, volunteer: Volunteer, role: str, now: datetime) -> Volunteer:
    """They are it no longer, from the next request on. An invitation to nothing else stops working.

    A guide is let go with ``end_membership``, which sees to those they walk with; here that is ``ValueError``.
    """
    require(by, Deed.INVITE_VOLUNTEER, site_id=volunteer.site_id)
    if role == Role.GUIDE:
        raise ValueError("a guide is let go with end_membership")
    volunteer = Volunteer.objects.select_for_update(of=("self",)).get(pk=volunteer.pk)
    volunteer.invited_as = [one for one in volunteer.invited_as if one != role]
    volunteer.save(update_fields=["invited_as"])
    Membership.objects.filter(user_id=volunteer.user_id, role=role).delete()
    if not volunteer.invited_as:
        Link.revoke_all(purpose=Link.Purpose.INVITATION, subject_id=volunteer.pk, now=now)
    record(by=by, verb="people.role_taken", subject=volunteer, at=now, person=volunteer.pk, role=str(role))
    return volunteer
