"""One shift on the coordinator's page: who is on it, who could be, and what can be done by hand."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from traedesten.audit.actions import look
from traedesten.domain.journey import MoveNotAllowed
from traedesten.matching.forms import Guide
from traedesten.support import actions, queries, sheet
from traedesten.support.models import Duty, Shift
from traedesten.support.views.roster import keeper
from traedesten.ui.labels import words


def shift(request, site, shift_id):
    keeper(request)
    return _page(request, _row(shift_id))


def _page(request, row: Shift, *, status: int = 200, **more):
    facts = queries.facts(queries.plan(), row.on, row.on)
    gone = [duty for duty in queries.departed(row.on) if duty.shift_id == row.pk]
    line = next(
        line
        for week in sheet.weeks(facts, gone)
        for _on, there in week.days
        for line in there
        if line.shift.pk == row.pk
    )
    everybody = [*facts.guides, *(duty.guide_id for duty in gone)]
    look(by=request.actor, page="support:shift", people=everybody, now=timezone.now())
    candidates = sheet.candidates(facts, row)
    page = {
        "plan": facts.plan,
        "line": line,
        "shift": row,
        "when": sheet.when(row, timezone.localdate()),
        "can": [one for one in candidates if not one[2]],
        "cannot": [one for one in candidates if one[2]],
        "gone": gone,
        **more,
    }
    return render(request, "support/shift.html", page, status=status)


@require_POST
def put_on(request, site, shift_id):
    """Put a guide on by hand. What is against it is said, and nothing is changed."""
    keeper(request)
    row, form = _row(shift_id), Guide(request.POST)
    if not form.is_valid():
        return _page(request, row, status=422, problem=_("Den guide er ikke længere med hos jer. Vælg en anden."))
    guide = form.cleaned_data["guide"]
    try:
        actions.put_on(by=request.actor, shift=row, guide=guide, now=timezone.now())
    except actions.RuleBroken as broken:
        why = ", ".join(str(words("shift_against", code)) for code in broken.codes)
        problem = _("%(name)s kan ikke få vagten: %(why)s.") % {"name": guide.first_name, "why": why}
        return _page(request, row, status=422, problem=problem)
    messages.success(request, _("%(name)s er på vagten.") % {"name": guide.first_name})
    return redirect("support:shift", site, shift_id)


@require_POST
def take_off(request, site, duty_id):
    keeper(request)
    row = _duty(duty_id)
    try:
        actions.take_off(by=request.actor, duty=row, now=timezone.now())
    except MoveNotAllowed:
        messages.info(request, _("Det er allerede ændret. Sådan ser vagten ud nu."))
    else:
        messages.success(request, _("%(name)s er taget af vagten.") % {"name": row.guide.first_name})
    return redirect("support:shift", site, row.shift_id)


@require_POST
def lock_duty(request, site, duty_id):
    """Lock a proposed duty, or let it go again."""
    keeper(request)
    row = _duty(duty_id)
    try:
        actions.lock_duty(by=request.actor, duty=row, is_locked="unlock" not in request.POST, now=timezone.now())
    except MoveNotAllowed:
        messages.info(request, _("Det er allerede ændret. Sådan ser vagten ud nu."))
    return redirect("support:shift", site, row.shift_id)


@require_POST
def close_shift(request, site, shift_id):
    """Keep the house shut for this shift, or open it after all."""
    keeper(request)
    row, is_closed = _row(shift_id), "open" not in request.POST
    actions.close_shift(by=request.actor, shift=row, is_closed=is_closed, now=timezone.now())
    messages.success(request, _("Vagten er lukket.") if is_closed else _("Vagten er åben igen."))
    return redirect("support:shift", site, shift_id)


def _row(shift_id) -> Shift:
    return get_object_or_404(Shift.objects.select_related("plan"), pk=shift_id)


def _duty(duty_id) -> Duty:
    return get_object_or_404(Duty.objects.select_related("shift", "guide__key"), pk=duty_id)
