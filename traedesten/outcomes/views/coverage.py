"""How many were asked and answered. Never what, and never who."""

from django.shortcuts import render
from django.utils import timezone

from traedesten.domain.access import Deed, require
from traedesten.domain.asking import Course
from traedesten.outcomes import queries


def coverage(request, site):
    require(request.actor, Deed.KEEP_BATTERY, site_id=request.site.pk)
    rows = queries.coverage(timezone.localdate())
    battery = queries.battery_of(Course.JOURNEYS)
    page = {
        "rows": rows,
        "asked": sum(row.asked for row in rows),
        "answered": sum(row.answered for row in rows),
        "not_asked": sum(row.not_asked for row in rows),
        "is_on": battery is not None and battery.is_on,
        "tasks": queries.number_of_tasks(),
    }
    return render(request, "outcomes/coverage.html", page)
