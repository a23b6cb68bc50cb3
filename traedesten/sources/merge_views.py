"""Coordinators' pages about offers that are likely the same: side by side, laid together, or told apart."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from traedesten.domain.access import Deed, require
from traedesten.domain.journey import Stale
from traedesten.offers import forms
from traedesten.offers.models import Offer
from traedesten.offers.queries import offers
from traedesten.offers.views.page import known
from traedesten.sources import actions, likeness, queries

PER_PAGE = 30
MOST_SHOWN = 10
WHERE = {"place", "address"}
VENUE = ("name", "address", "postcode", "area_id", "latitude", "longitude", "step_free", "hearing_loop", "transport")


def duplicates(request, site):
    """Pairs that are likely the same, and what was laid together lately."""
    _ask(request)
    page = Paginator(likeness.pairs(), PER_PAGE).get_page(request.GET.get("side"))
    return render(request, "sources/duplicates.html", {"page": page, "merges": queries.merges()[:MOST_SHOWN]})


def merge(request, site, offer_id, other_id):
    """Two offers side by side, field by field; the first is the one that stays."""
    _ask(request)
    rows = offers().filter(merged_into=None)
    winner, loser = get_object_or_404(rows, pk=offer_id), get_object_or_404(rows, pk=other_id)
    if winner.pk == loser.pk:
        raise Http404
    form, found = _diff(winner, loser)
    status = 200
    if request.method == "POST":
        try:
            return _answer(request, winner, loser, form, found)
        except Stale:
            status = 409
    page = {"winner": winner, "loser": loser, "differences": found, "overtaken": status == 409}
    return render(request, "sources/merge.html", page, status=status)


@require_POST
def undo_merge(request, site, merge_id):
    """Take two apart again."""
    _ask(request)
    row = get_object_or_404(queries.merges(), pk=merge_id)
    try:
        actions.undo_merge(by=request.actor, merge=row, now=timezone.now())
    except Stale:
        messages.warning(request, _("De kan ikke skilles ad nu. Der er sket noget i mellemtiden."))
    else:
        messages.success(request, _("De er to igen."))
    return redirect("sources:duplicates", site)


def _diff(winner: Offer, loser: Offer):
    """(the loser's values in a form about the winner, what is different)"""
    lists = known()
    before = forms.Offer(forms.retyped(forms.Offer(**lists, offer=winner)), **lists, offer=winner)
    after = forms.Offer(forms.retyped(forms.Offer(**lists, offer=loser)), **lists, offer=winner)
    names = set(after.fields) - {"expected_version"}
    return after, forms.differences(before, after, names)


def _answer(request, winner: Offer, loser: Offer, form, found):
    by, now, site = request.actor, timezone.now(), request.site.slug
    if "apart" in request.POST:
        actions.tell_apart(by=by, one=winner, other=loser, now=now)
        messages.success(request, _("Husket: de er ikke det samme."))
        return redirect("sources:duplicates", site)
    chosen = [one for one in found if request.POST.get(f"part-{one.part}") == "theirs"]
    good = [one.part for one in chosen if not any(name in form.errors for name in one.names)]
    changes = form.facts_of(set(good))
    changes.pop("expected_version", None)
    if WHERE & set(good):
        changes["venue"] = {name: getattr(loser.venue, name) for name in VENUE} if loser.venue else {}
    typed = (request.POST.get("version", ""), request.POST.get("other_version", ""))
    if typed != (str(winner.version), str(loser.version)):
        raise Stale
    actions.merge_offers(
        by=by, winner=winner, loser=loser, expected_versions=(winner.version, loser.version), now=now, **changes
    )
    messages.success(request, _("De er lagt sammen til %(name)s. Det kan fortrydes her.") % {"name": winner.name})
    return redirect("sources:duplicates", site)


def _ask(request) -> None:
    require(request.actor, Deed.KEEP_DIRECTORY, site_id=request.site.pk)
