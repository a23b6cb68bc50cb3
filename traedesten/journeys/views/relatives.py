"""Those close to the person, served in their own right."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from traedesten.consent.queries import may
from traedesten.domain.access import Deed
from traedesten.domain.consent import Purpose
from traedesten.domain.journey import Stale
from traedesten.journeys import actions, queries
from traedesten.journeys.forms import relatives as forms
from traedesten.journeys.views.page import back, journey_with, page
from traedesten.ui.typed import bound, changed_since, renew


def add_relative(request, site, journey_id):
    journey = journey_with(request, journey_id, Deed.EDIT_RELATIVE, form=True)
    form = bound(request, forms.Relative)
    if request.method == "POST" and form.is_valid():
        row = actions.add_relative(by=request.actor, journey=journey, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("%(name)s er skrevet ind.") % {"name": row.first_name})
        return redirect("journeys:relative", site, journey.pk, row.pk)
    return page(request, "add_relative", journey, form=form)


def relative(request, site, journey_id, relative_id):
    now = timezone.now()
    journey = journey_with(request, journey_id, Deed.EDIT_RELATIVE, form="send_link" not in request.POST)
    row = get_object_or_404(queries.relatives_of(journey), pk=relative_id)
    if "send_link" in request.POST:
        return _send_link(request, journey, row, now)
    known = {name: getattr(row, name) for name in forms.Relative.base_fields}
    start = known | {"expected_version": row.version}
    form, status, theirs = bound(request, forms.KnownRelative, initial=start), 0, ()
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_relative(by=request.actor, journey=journey, relative=row, now=now, **form.cleaned_data)
        except Stale:
            renew(form, row.version)
            status, theirs = 409, changed_since(form, known)
        else:
            messages.success(request, _("Tak. Det er gemt."))
            return back(request, journey)
    stones = [stone for stone in queries.introductions_of(journey) if stone.relative_id == row.pk]
    return page(
        request,
        "relative",
        journey,
        form=form,
        status=status,
        theirs=theirs,
        people=[row.pk],
        relative=row,
        contacts=queries.contacts_of(journey).filter(relative=row)[:20],
        stones=stones,
        may_know=may(journey.participant_id, Purpose.RELATIVE, now, about_id=row.pk),
    )


def _send_link(request, journey, row, now):
    if row.phone or row.email:
        actions.send_relative_link(by=request.actor, journey=journey, relative=row, now=now)
        messages.success(request, _("%(name)s får et link til sin egen side nu.") % {"name": row.first_name})
    else:
        messages.warning(request, _("Vi har hverken nummer eller mail endnu. Skriv det ind først."))
    return redirect("journeys:relative", request.site.slug, journey.pk, row.pk)
