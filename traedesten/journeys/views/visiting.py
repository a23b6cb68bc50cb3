"""Going there: together, and then alone."""

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from traedesten.domain.access import Deed
from traedesten.domain.journey import MoveNotAllowed, Stale, Step
from traedesten.journeys import actions, queries
from traedesten.journeys.forms import visiting as forms
from traedesten.journeys.views.page import back, journey_with, page, stone_on
from traedesten.journeys.way_words import weekly
from traedesten.ui.templatetags.ui import day
from traedesten.ui.typed import bound, changed_since, renew


def plan_visit(request, site, journey_id, introduction_id):
    now = timezone.now()
    journey = journey_with(request, journey_id, Deed.PLAN_VISIT, form=True)
    stone = stone_on(journey, introduction_id)
    start = {"meet_at": stone.offer.place, "expected_version": journey.version}
    form, status, theirs = bound(request, forms.Visit, now=now, initial=start), 0, ()
    if Step.AGREE_VISIT not in stone.steps or not journey.is_open:
        raise MoveNotAllowed(stone.stone, Step.AGREE_VISIT)
    if request.method == "POST" and form.is_valid():
        answers = form.cleaned_data
        try:
            actions.plan_visit(by=request.actor, introduction=stone, now=now, **answers)
        except Stale:
            renew(form, journey.version)
            same = next(row for row in stone.planned if row.starts_at == answers["starts_at"])
            status, theirs = 409, changed_since(form, _as_planned(same))
        else:
            when = {"day": day(answers["starts_at"]), "offer": stone.offer.name}
            messages.success(request, _("Aftalt: %(offer)s, %(day)s. Vi minder jer om det dagen før.") % when)
            return back(request, journey)
    about = {"people": [stone.relative_id], "stone": stone, "times": weekly(stone.offer)}
    return page(request, "plan_visit", journey, form=form, status=status, theirs=theirs, **about)


def _as_planned(visit) -> dict:
    return {"with_guide": visit.with_guide, "meet_at": visit.meet_at, "remember": visit.remember}


def report_visit(request, site, journey_id, introduction_id):
    """``?besoeg=`` names the planned visit; without it the earliest that waits to be told about, if any."""
    now = timezone.now()
    journey = journey_with(request, journey_id, Deed.REPORT_VISIT, form=True)
    stone = stone_on(journey, introduction_id)
    waiting = [row for row in stone.planned if str(row.pk) == request.GET.get("besoeg", "")] or stone.planned[:1]
    visit = waiting[0] if waiting and timezone.localdate(waiting[0].starts_at) <= timezone.localdate(now) else None
    start = {"visit": visit.pk if visit else None, "expected_version": journey.version}
    if visit:
        start["with_guide"] = "together" if visit.with_guide else "alone"
    form, status, theirs = bound(request, forms.Report, visits=stone.visits.all(), now=now, initial=start), 0, ()
    if not {Step.GO_TOGETHER, Step.GO_ALONE} <= stone.steps or not journey.is_open:
        raise MoveNotAllowed(stone.stone, Step.GO_TOGETHER)
    if request.method == "POST" and form.is_valid():
        try:
            actions.report_visit(by=request.actor, introduction=stone, now=now, **form.cleaned_data)
        except Stale:
            renew(form, journey.version)
            visit = form.cleaned_data["visit"]
            status, theirs = 409, changed_since(form, _as_told(visit))
        else:
            messages.success(request, _("Tak, fordi du fortalte det. Et skridt er et skridt."))
            return back(request, journey)
    about = {"people": [stone.relative_id], "stone": stone, "visit": visit}
    return page(request, "report_visit", journey, form=form, status=status, theirs=theirs, **about)


def _as_told(visit) -> dict:
    return {"with_guide": visit.with_guide, "felt": visit.felt, "words": visit.words}


@require_POST
def cancel_visit(request, site, journey_id, visit_id):
    journey = journey_with(request, journey_id, Deed.CANCEL_VISIT)
    visit = get_object_or_404(queries.visits_of(journey), pk=visit_id)
    actions.cancel_visit(by=request.actor, visit=visit, now=timezone.now())
    messages.success(request, _("Besøget er aflyst, og der er givet besked."))
    return back(request, journey)
