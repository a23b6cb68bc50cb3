"""Exports for researchers: the list, asking, one request with its plan and its log, and the files."""

from datetime import datetime, timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from traedesten.domain.access import Deed, require
from traedesten.domain.exports import ExportState, SamePerson
from traedesten.evaluation.export import Plan
from traedesten.research import actions, forms, gathering, queries, reading
from traedesten.research.models import ExportRequest
from traedesten.research.wanted import how_many, wishes
from traedesten.tenancy import step_up
from traedesten.tenancy.step_up import StepUpNeeded
from traedesten.ui.typed import bound

USUAL = ("t-ils:da-2", "who-5:da-1")
"""What is asked with where nobody has been asked yet."""


def exports(request, site):
    require(request.actor, Deed.ASK_FOR_EXPORT, site_id=request.site.pk)
    today, rows = timezone.localdate(), list(queries.requests())
    page = {
        "open_requests": [row for row in rows if not queries.is_over(row, today)],
        "closed_requests": [row for row in rows if queries.is_over(row, today)],
        "to_decide": reading.to_decide(rows, request.actor.user_id, today),
        "here": "insight",
    }
    return render(request, "research/exports.html", page)


def ask_for_export(request, site):
    """Say what for, whom and what; see how many would be in it; and send it to another to approve."""
    require(request.actor, Deed.ASK_FOR_EXPORT, site_id=request.site.pk)
    now = timezone.now()
    form = bound(request, forms.AskForExport, initial=_usual(), **_choices(now))
    page = {"form": form, "here": "insight"}
    if request.method == "POST" and form.is_valid():
        if "preview" not in request.POST:
            asked = {**form.filters, "plan": form.plan, "expires_on": _ends(form.cleaned_data["months"], now)}
            row = actions.ask_for_export(by=request.actor, now=now, **asked)
            messages.success(request, _("Nu skal en anden koordinator sige god for det."))
            return redirect("research:export_request", site, row.pk)
        draft = ExportRequest(**form.filters)
        page["preview"] = reading.counted(how_many(gathering.people(now), wishes(draft, form.plan)))
    return render(request, "research/ask_for_export.html", page, status=422 if form.errors else 200)


def _choices(now: datetime) -> dict:
    return {"quarters": queries.quarters(now), "instruments": queries.instruments() or list(USUAL)}


def _usual() -> dict:
    instruments = queries.instruments() or list(USUAL)
    factors = ["programme", "first_stone", "times_together"]
    return {"course": "", "instruments": instruments[:2], "waves": ["t1", "t2"], "factors": factors, "months": 3}


def _ends(months: int, now: datetime):
    return timezone.localdate(now) + timedelta(days=months * 365 // 12)


def export_request(request, site, export_id):
    """One request: what was asked, who said what, the files, and who has taken their yes back since."""
    row, now = _asked(request, export_id), timezone.now()
    plan, today = Plan.from_json(row.plan), timezone.localdate(now)
    export = queries.export_of(row)
    is_over = queries.is_over(row, today)
    page = {
        "asked": row,
        "planned": reading.planned(plan),
        "export": export,
        "is_over": is_over,
        "is_mine": row.asked_by_id == request.actor.user_id,
        "deciders": queries.who_may_decide(row) if row.state == ExportState.WAITING else (),
        "taken_back": queries.taken_back(export) if export else [],
        "files": reading.files_in(export) if export and not is_over else [],
        "log": queries.log(row),
        "here": "insight",
    }
    if not is_over and export is None:
        page["preview"] = reading.counted(how_many(gathering.people(now), wishes(row, plan)))
    return render(request, "research/export_request.html", page)


def _asked(request, export_id, deed: Deed = Deed.ASK_FOR_EXPORT) -> ExportRequest:
    require(request.actor, deed, site_id=request.site.pk)
    return get_object_or_404(queries.requests(), pk=export_id)


@require_POST
def approve_export(request, site, export_id):
    row = _asked(request, export_id, Deed.DECIDE_EXPORT)
    try:
        actions.approve_export(by=request.actor, request=row, now=timezone.now())
    except SamePerson:
        messages.warning(request, _not_oneself())
    else:
        messages.success(request, _("Tak. Nu kan det laves."))
    return redirect("research:export_request", site, row.pk)


def _not_oneself() -> str:
    return _("Du har selv bedt om det, så det skal være en anden, der siger ja eller nej.")


def refuse_export(request, site, export_id):
    row = _asked(request, export_id, Deed.DECIDE_EXPORT)
    form = bound(request, forms.RefuseExport)
    if request.method == "POST" and form.is_valid():
        try:
            actions.refuse_export(by=request.actor, request=row, now=timezone.now(), **form.cleaned_data)
        except SamePerson:
            messages.warning(request, _not_oneself())
        else:
            messages.success(request, _("Tak. Den, der bad om det, kan læse hvorfor."))
        return redirect("research:export_request", site, row.pk)
    page = {"form": form, "asked": row, "here": "insight"}
    return render(request, "research/refuse_export.html", page, status=422 if form.errors else 200)


@require_POST
def withdraw_export(request, site, export_id):
    row = _asked(request, export_id)
    actions.withdraw_export(by=request.actor, request=row, now=timezone.now())
    messages.success(request, _("Det er trukket tilbage, og filerne er slettet her."))
    return redirect("research:export_request", site, row.pk)


@require_POST
def make_export(request, site, export_id):
    row = _asked(request, export_id, Deed.OPEN_EXPORT)
    path = reverse("research:export_request", args=[site, row.pk])
    shown = {"shown_at": step_up.shown_at(request), "now": timezone.now()}
    try:
        actions.begin_export(by=request.actor, request=row, **shown)
    except StepUpNeeded:
        return step_up.ask_again(path)
    return redirect(path)


@require_POST
def fetch_export(request, site, export_id):
    row = _asked(request, export_id, Deed.OPEN_EXPORT)
    shown = {"shown_at": step_up.shown_at(request), "now": timezone.now()}
    try:
        archive = actions.fetch_export(by=request.actor, request=row, **shown)
    except StepUpNeeded:
        return step_up.ask_again(reverse("research:export_request", args=[site, row.pk]))
    except actions.TakenBack:
        messages.warning(request, _("Nogen har taget deres ja tilbage. Bed om et nyt udtræk uden dem."))
        return redirect("research:export_request", site, row.pk)
    headers = {"Content-Disposition": f'attachment; filename="udtraek-{site}-{row.asked_at:%Y-%m-%d}.zip"'}
    return HttpResponse(archive, content_type="application/zip", headers=headers)
