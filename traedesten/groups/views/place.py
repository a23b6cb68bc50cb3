"""The page of somebody who waits, by their link: how long, what happens next, and a way out."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from traedesten.audit.actions import look
from traedesten.domain.access import Actor, Role
from traedesten.groups import actions
from traedesten.groups.models import Seeker
from traedesten.groups.queries import courses, pool, sessions
from traedesten.groups.views import invitation
from traedesten.groups.views import member as of_member
from traedesten.tenancy import links
from traedesten.tenancy.models import Link


def enter(request, site, token):
    return links.enter(request, token=token, purpose=Link.Purpose.SEEKER, to="groups:place")


def place(request, site):
    by, seeker = _mine(request)
    if seeker is None:
        return links.gone(request)
    seat = sessions.seat_of(seeker.pk)
    if seat:
        return of_member.page_of(request, by, seat)
    member, now = courses.invitation_of(seeker.pk), timezone.now()
    if member:
        return invitation.page_of(request, by, member)
    look(by=by, page="groups:place", people=[seeker.pk], now=now)
    page = {
        "seeker": seeker,
        "programme": seeker.programme,
        "lost": courses.lately_lost(seeker.pk, now),
        "weeks": seeker.waited_weeks(timezone.localdate(now)),
        "wait": pool.waits(now)[seeker.programme_id],
        "erased_on": pool.day_after_erasing(seeker),
    }
    return render(request, "groups/place.html", page)


@require_POST
def withdraw(request, site):
    by, seeker = _mine(request)
    if seeker is None:
        return links.gone(request)
    actions.withdraw_sign_up(by=by, seeker=seeker, now=timezone.now())
    messages.success(request, _("Du er meldt fra. Tak, fordi du sagde til."))
    return redirect("groups:place", site)


@require_POST
def come_back(request, site):
    by, seeker = _mine(request)
    if seeker is None:
        return links.gone(request)
    actions.come_back(by=by, seeker=seeker, now=timezone.now())
    messages.success(request, _("Godt at have dig med igen. Du har beholdt din plads."))
    return redirect("groups:place", site)


def _mine(request) -> tuple[Actor | None, Seeker | None]:
    """Who comes by the link, and the row that is theirs; (None, None) when there is no open link."""
    link = links.link_in(request, Link.Purpose.SEEKER)
    seeker = pool.seekers().filter(pk=link.subject_id).first() if link else None
    return (links.actor_of(link, Role.SEEKER), seeker) if seeker else (None, None)
