"""Coordinators' pages about neighbouring sites: what is shared with them, and what follows theirs."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from traedesten.domain.access import Deed, require
from traedesten.domain.journey import Stale
from traedesten.offers.queries import offers
from traedesten.sources import actions, forms, queries, wording

PER_PAGE = 50


def neighbours(request, site):
    """What follows neighbours' offers, what more could, what we share, and whether all of it stands nationally."""
    _ask(request)
    posted = request.POST if request.method == "POST" else None
    form = forms.National(posted, initial={"shares": request.site.shares_offers})
    if request.method == "POST" and form.is_valid():
        actions.keep_sharing(by=request.actor, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Gemt."))
        return redirect("sources:neighbours", site)
    rows = [row for row in queries.followed() if row.stopped_at is None]
    for row in rows:
        row.kept_words = [wording.field_words(name) for name in row.kept]
    page = {
        "form": form,
        "followed": rows,
        "ours": queries.shared_offers(),
        "page": Paginator(queries.shared_to_choose(), PER_PAGE).get_page(request.GET.get("side")),
        "has_neighbours": queries.neighbours().exists(),
    }
    return render(request, "sources/neighbours.html", page)


def share(request, site, offer_id):
    """With whom one offer is shared."""
    _ask(request)
    offer = get_object_or_404(offers(), pk=offer_id)
    if offer.follows_id:
        raise Http404
    standing = list(queries.shared_by_us().filter(offer_id=offer.pk).values_list("neighbour_id", flat=True))
    form = forms.Share(
        request.POST if request.method == "POST" else None, sites=queries.neighbours(), chosen=standing
    )
    if request.method == "POST" and form.is_valid():
        number = actions.share_offer(by=request.actor, offer=offer, now=timezone.now(), **form.arguments)
        messages.success(request, _("Gemt. De ser det om lidt.") if number else _("Gemt. Det deles ikke med nogen."))
        return redirect("offers:offer", site, offer_id)
    page = {"offer": offer, "form": form}
    return render(request, "sources/share.html", page, status=422 if form.errors else 200)


@require_POST
def follow(request, site, shared_id):
    """Take in what a neighbour shares with everybody."""
    _ask(request)
    row = get_object_or_404(queries.shared_with_us(), pk=shared_id)
    try:
        known = actions.follow_offer(by=request.actor, shared=row, now=timezone.now())
    except Stale:
        messages.warning(request, _("Det deles ikke længere."))
    else:
        messages.success(request, _("%(name)s er på jeres liste nu.") % {"name": known.offer.name})
    return redirect("sources:neighbours", site)


@require_POST
def stop_following(request, site, followed_id):
    """Follow no more: keep the offer as one's own, or take it off the list."""
    _ask(request)
    row = get_object_or_404(queries.followed(), pk=followed_id)
    keeps = "keep" in request.POST
    actions.stop_following(by=request.actor, followed=row, keeps=keeps, now=timezone.now())
    said = _("%(name)s er jeres eget nu.") if keeps else _("%(name)s er taget af jeres liste.")
    messages.success(request, said % {"name": row.offer.name})
    return redirect("sources:neighbours", site)


def _ask(request) -> None:
    require(request.actor, Deed.KEEP_DIRECTORY, site_id=request.site.pk)
