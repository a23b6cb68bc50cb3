"""The clock of groups."""

from datetime import datetime

from django.utils import timezone

from traedesten.domain.access import system
from traedesten.groups import actions
from traedesten.groups.queries import courses, facilitators, pool
from traedesten.jobs import queue
from traedesten.tenancy.queries import site_now


@queue.every("52 3 * * *", "groups.erase")
def erase(now: datetime) -> None:
    """Every night: those who left the pool long enough ago become a count."""
    by = system(site_now().pk)
    for seeker in pool.to_erase(now):
        actions.erase_seeker(by=by, seeker=seeker, now=now)


@queue.every("12 7 * * *", "groups.warn_of_expiry")
def warn_of_expiry(now: datetime) -> None:
    """Every morning: whose training or declaration runs out within two months, told once."""
    by = system(site_now().pk)
    for row, paper, until in facilitators.running_out(timezone.localdate(now)):
        actions.warn_of_expiry(by=by, facilitator=row, paper=paper, until=until, now=now)


@queue.every("58 3 * * *", "groups.forget_facilitators")
def forget_facilitators(now: datetime) -> None:
    """Every night: those who are not with us, and have not been for long enough, become a count."""
    by = system(site_now().pk)
    for row in facilitators.to_forget(now):
        actions.forget_facilitator(by=by, facilitator=row, now=now)


@queue.every("20 10 * * *", "groups.follow_invitations")
def follow_invitations(now: datetime) -> None:
    """In the morning: those who have not answered are reminded once, and seats not answered for go on."""
    by = system(site_now().pk)
    for member in courses.run_out(now):
        actions.pass_on_seat(by=by, member=member, now=now)
    for member in courses.to_remind(now):
        actions.remind_invitation(by=by, member=member, now=now)
