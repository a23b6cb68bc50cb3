"""The list of offers: for staff to choose from, for coordinators to keep, for everybody to read."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from traedesten.domain.access import Deed, may, require
from traedesten.offers import actions, forms, queries
from traedesten.tenancy.queries import areas


def offers(request, site):
    """Every offer of the site, or those of one kind."""
    kind = request.GET.get("slags", "")
    rows = _with_times(queries.offers_of_kind(kind))
    page = {
        "offers": rows,
        "kinds": queries.KINDS,
        "kind": kind if kind in queries.KINDS else "",
        "open_count": sum(row.is_open for row in rows),
        **_frame(request),
    }
    return render(request, "offers/offers.html", page)


def offer(request, site, offer_id):
    """One offer, with the person who receives somebody new."""
    row = _with_times([get_object_or_404(queries.offers(), pk=offer_id)])[0]
    return render(request, "offers/offer.html", {"offer": row, **_frame(request)})


def add_offer(request, site):
    """Put an offer on the list."""
    require(request.actor, Deed.EDIT_OFFER, site_id=request.site.pk)
    form = forms.Offer(request.POST or None, areas=areas(), initial={"is_open": True, "size": "small"})
    if request.method == "POST" and form.is_valid():
        row = actions.add_offer(by=request.actor, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("%(name)s er på listen.") % {"name": row.name})
        return redirect("offers:offer", site, row.pk)
    page = {"form": form, **_frame(request)}
    return render(request, "offers/edit_offer.html", page, status=422 if form.errors else 200)


def edit_offer(request, site, offer_id):
    """Put an offer right, or close it for now."""
    require(request.actor, Deed.EDIT_OFFER, site_id=request.site.pk)
    row = get_object_or_404(queries.offers(), pk=offer_id)
    form = forms.Offer(request.POST or None, areas=areas(), initial=forms.filled(row))
    if request.method == "POST" and form.is_valid():
        actions.edit_offer(by=request.actor, offer=row, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Gemt. Guiderne ser det med det samme."))
        return redirect("offers:offer", site, offer_id)
    page = {"form": form, "offer": row, **_frame(request)}
    return render(request, "offers/edit_offer.html", page, status=422 if form.errors else 200)


def find(request, site):
    """What there is to come to, for everybody. Nobody's telephone number but the guides'."""
    rows = _with_times(queries.open_offers())
    return render(request, "offers/find.html", {"groups": queries.by_kind(rows), "count": len(rows)})


def _with_times(rows) -> list:
    rows = list(rows)
    for row in rows:
        row.weekly = queries.weekly_times(row)
    return rows


def _frame(request) -> dict:
    """Coordinators keep the list at a desk; guides read it on a phone."""
    may_edit = may(request.actor, Deed.EDIT_OFFER, site_id=request.site.pk)
    desk = {"base": "base_staff.html", "menu": "home/staff_menu.html"}
    phone = {"base": "base_guide.html", "menu": "home/guide_menu.html"}
    return {"may_edit": may_edit, **(desk if may_edit else phone)}
