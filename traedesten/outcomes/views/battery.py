"""What the site asks, and when."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from traedesten.domain.access import Deed, require
from traedesten.domain.asking import Course
from traedesten.domain.journey import Stale
from traedesten.outcomes import actions, queries
from traedesten.outcomes.forms import BatteryForm
from traedesten.ui.typed import bound, renew


def battery(request, site, course=Course.JOURNEYS):
    """Of journeys, or of groups."""
    require(request.actor, Deed.KEEP_BATTERY, site_id=request.site.pk)
    known = queries.battery_of(course)
    form, status = bound(request, BatteryForm, battery=known, course=course), 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_battery(
                by=request.actor,
                course=course,
                is_on=form.cleaned_data["is_on"],
                plans=form.plans,
                expected_version=form.cleaned_data["expected_version"],
                now=timezone.now(),
            )
        except Stale:
            renew(form, known.version)
            status = 409
        else:
            messages.success(request, _("Gemt. Det gælder fra i morgen tidlig."))
            return redirect("outcomes:coverage", site)
    page = {"form": form, "overtaken": status == 409, "is_new": known is None, "course": course}
    return render(request, "outcomes/battery.html", page, status=422 if form.errors else status)
