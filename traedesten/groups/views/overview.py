"""All groups at a glance, for the coordinator."""

from django.shortcuts import render
from django.utils import timezone

from traedesten.audit.actions import look
from traedesten.domain.access import Deed, require
from traedesten.domain.courses import Course
from traedesten.groups.drawings import attendance_curve
from traedesten.groups.queries import overview as queries

ALL = "alle"


def overview(request, site):
    """Seats, who came, who stopped and why, and what each facilitator carries; a year back, or all of it."""
    require(request.actor, Deed.COMPOSE_GROUP, site_id=request.site.pk)
    now, is_all = timezone.now(), request.GET.get("periode") == ALL
    today = timezone.localdate(now)
    seen = queries.overview(today, since=None if is_all else today - queries.A_YEAR)
    look(by=request.actor, page="groups:overview", people=[row.facilitator.pk for row in seen.load], now=now)
    page = {
        "seen": seen,
        "is_all": is_all,
        "running": seen.in_state(Course.RUNNING),
        "coming": seen.in_state(Course.PLANNED, Course.INVITING),
        "curve": attendance_curve(seen.meetings),
        "left": sum(many for _why, many in seen.stopped),
        "tab": "overview",
    }
    return render(request, "groups/overview.html", page)
