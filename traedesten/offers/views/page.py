"""What the pages of the list have in common: the frame around them, and the form for one offer."""

from django.shortcuts import render

from traedesten.domain.access import Deed, may
from traedesten.offers import forms, queries
from traedesten.tenancy.queries import areas

DESK = {"base": "base_staff.html", "menu": "home/staff_menu.html"}
PHONE = {"base": "base_guide.html", "menu": "home/guide_menu.html"}


def frame(request) -> dict:
    """Coordinators keep the list at a desk; guides read it on a phone."""
    may_edit = may(request.actor, Deed.EDIT_OFFER, site_id=request.site.pk)
    waiting = queries.to_do() if may_edit else {}
    return {"may_edit": may_edit, "to_do": waiting, **(DESK if may_edit else PHONE)}


def known() -> dict:
    """The choices that a form about an offer takes from the site."""
    return {"areas": areas(), "organisations": queries.organisation_names()}


def answer(request, template: str, form, *, status: int = 0, **context):
    """A page with a form: 422 when something is wrong in it, unless ``status`` says otherwise."""
    context |= {"form": form, "overtaken": status == 409}
    return render(request, f"offers/{template}.html", context, status=status or (422 if form.errors else 200))


def on_top_of(form, offer) -> list[tuple]:
    """Let a form that somebody overtook be sent again on top of ``offer``; (label, what stands now) of the rest."""
    before = forms.Offer(forms.retyped(forms.Offer(areas=areas(), offer=offer)), areas=areas(), offer=offer)
    found = forms.differences(before, form, set(form.fields) & set(before.fields) - {"expected_version"})
    form.data = form.data.copy()
    form.data["expected_version"] = offer.version
    return [(row.label, row.stands) for row in found]
