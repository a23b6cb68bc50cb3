"""The clock of groups."""

from datetime import datetime, timedelta

from django.utils import timezone

from traedesten.domain.access import system
from traedesten.groups import actions
from traedesten.groups.queries import courses, facilitators, measuring, network, pool, sessions
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


@queue.every("9 * * * *", "groups.remind")
def remind(now: datetime) -> None:
    """From four in the afternoon of the day before, by the site's own clock."""
    by, local = system(site_now().pk), timezone.localtime(now)
    if local.hour < 16:
        return
    for session, member in sessions.to_remind((local + timedelta(days=1)).date()):
        actions.remind_member(by=by, session=session, member=member, now=now)


@queue.every("35 9 * * *", "groups.ask_afterwards")
def ask_afterwards(now: datetime) -> None:
    """In the morning: those who said yes to it are asked, three months after their group ended."""
    by = system(site_now().pk)
    for member in sessions.to_ask_again(now):
        actions.ask_afterwards(by=by, member=member, now=now)


@queue.every("12 4 * * *", "groups.erase_members")
def erase_members(now: datetime) -> None:
    """Every night: whose day has come after their group is erased."""
    by = system(site_now().pk)
    once = {member.seeker_id: member for member in sessions.to_erase(now, timezone.localdate(now))}
    for member in once.values():
        actions.erase_member(by=by, member=member, now=now)


@queue.every("26 4 * * *", "groups.count_figures")
def count_figures(now: datetime) -> None:
    """Every night: what the network is told of how a programme goes."""
    by = system(site_now().pk)
    for programme in network.sharing():
        actions.count_figures(by=by, programme=programme, now=now)


@queue.every("48 8 * * *", "groups.ask_how_they_are")
def ask_how_they_are(now: datetime) -> None:
    """Every morning: those who said yes are told of the questions on their own page, and reminded at most twice."""
    by = system(site_now().pk)
    for member, asking in measuring.open_to(list(measuring.measured()), timezone.localdate(now)):
        actions.ask_how_they_are(by=by, member=member, asking=asking, now=now)
