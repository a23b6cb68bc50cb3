"""What waits for a coordinator: offers nobody answers for, what guides told, what somebody outside proposed."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from traedesten.domain.access import Deed, require
from traedesten.domain.journey import Stale
from traedesten.offers import actions, forms, queries
from traedesten.offers.models import OfferReport
from traedesten.offers.views.keeping import PER_PAGE
from traedesten.offers.views.page import answer, frame, known

MOST_DIGITS = 10


def unanswered(request, site):
    """Offers that nobody answers for: who was asked and when, and a number to call."""
    require(request.actor, Deed.ASK_OWNER, site_id=request.site.pk)
    page = Paginator(queries.unanswered_offers(), PER_PAGE).get_page(request.GET.get("side"))
    return render(request, "offers/unanswered.html", {"page": page, "tab": "unanswered", **frame(request)})


def report_offer(request, site, offer_id):
    """Tell how it was: one of three buttons."""
    require(request.actor, Deed.REPORT_OFFER, site_id=request.site.pk)
    row = get_object_or_404(queries.offers(), pk=offer_id)
    form = forms.Report(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.report_offer(by=request.actor, offer=row, now=timezone.now(), **form.cleaned_data)
        said = {
            OfferReport.Kind.LOVELY: _("Tak. Det er dejligt at høre, og vi siger det videre."),
            OfferReport.Kind.CLOSED: _("Tak, fordi du sagde det. Så går andre ikke forgæves."),
            OfferReport.Kind.WRONG: _("Tak, fordi du sagde det. Vi får det rettet."),
        }
        messages.success(request, said[form.cleaned_data["kind"]])
        return redirect("offers:offer", site, offer_id)
    return answer(request, "report_offer", form, offer=row, **frame(request))


def reports(request, site):
    """What guides told and nobody has looked at."""
    require(request.actor, Deed.HANDLE_REPORT, site_id=request.site.pk)
    page = Paginator(queries.reports_to_handle(), PER_PAGE).get_page(request.GET.get("side"))
    return render(request, "offers/reports.html", {"page": page, "tab": "reports", **frame(request)})


@require_POST
def handle_report(request, site, report_id):
    """It has been seen."""
    require(request.actor, Deed.HANDLE_REPORT, site_id=request.site.pk)
    row = get_object_or_404(queries.reports(), pk=report_id)
    actions.handle_report(by=request.actor, report=row, now=timezone.now())
    messages.success(request, _("Set. Tak."))
    return redirect("offers:reports", site)


def suggestions(request, site):
    """What somebody outside proposed and nobody has answered."""
    require(request.actor, Deed.ANSWER_SUGGESTION, site_id=request.site.pk)
    page = Paginator(queries.suggestions(), PER_PAGE).get_page(request.GET.get("side"))
    return render(request, "offers/suggestions.html", {"page": page, "tab": "suggestions", **frame(request)})


def suggestion(request, site, suggestion_id):
    """One proposal as a diff: take it, or some of it, or let it lie."""
    require(request.actor, Deed.ANSWER_SUGGESTION, site_id=request.site.pk)
    row = get_object_or_404(queries.every_suggestion(), pk=suggestion_id)
    form, found = _diff(row) if row.is_open else (None, [])
    status = 200
    if request.method == "POST":
        try:
            answered = _answer(request, row, form, found, timezone.now())
        except Stale:
            answered, status = None, 409
        if answered:
            return answered
    page = {"suggestion": row, "differences": found, "overtaken": status == 409, "tab": "suggestions"}
    page["is_changed_since"] = bool(row.offer and row.offer.version != row.base_version)
    return render(request, "offers/suggestion.html", {**page, **frame(request)}, status=status)


def _diff(row):
    """(the form with the proposal laid over what stands, what is different)"""
    lists = known()
    start = forms.Offer(**lists, offer=row.offer)
    before = forms.Offer(forms.retyped(start), **lists, offer=row.offer)
    after = forms.Offer(forms.retyped(start, row.changes), **lists, offer=row.offer)
    return after, forms.differences(before, after, row.changes)


def _answer(request, row, form, found, now):
    """Do what was chosen; None when there is nothing to do it with, ``Stale`` when somebody was quicker."""
    site, by = request.site.slug, request.actor
    if not row.is_open:
        raise Stale
    if "leave" in request.POST:
        actions.leave_suggestion(by=by, suggestion=row, now=now)
        messages.success(request, _("Forslaget er lagt til side."))
        return redirect("offers:suggestions", site)
    if row.offer is None:
        return redirect(f"{reverse('offers:add_offer', args=[site])}?forslag={row.pk}")
    chosen = [one for one in found if one.part in request.POST.getlist("part")]
    if not chosen:
        messages.warning(request, _("Vælg mindst én rettelse, eller lad forslaget ligge."))
        return None
    if any(name in form.errors for one in chosen for name in one.names):
        words = _("Noget i forslaget kan ikke bruges, som det står. Ret det selv, eller lad det ligge.")
        messages.warning(request, words)
        return None
    version = request.POST.get("expected_version", "")
    offer = actions.take_suggestion(
        by=by,
        suggestion=row,
        now=now,
        expected_version=int(version) if version.isdecimal() and len(version) < MOST_DIGITS else None,
        **form.facts_of({one.part for one in chosen}),
    )
    messages.success(request, _("Rettet. %(name)s får besked.") % {"name": offer.contact_name or offer.name})
    return redirect("offers:offer", site, offer.pk)
