"""Open pages where anybody can propose a change, or tell that a community is missing."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from traedesten.domain.access import Actor, Role
from traedesten.offers import actions, forms, queries
from traedesten.offers.views.page import answer, known, on_top_of


def suggest_change(request, site, offer_id):
    """What does not fit any more, written over what stands."""
    return _suggest(request, get_object_or_404(queries.open_offers(), pk=offer_id))


def suggest_new(request, site):
    """A community that is not on the list."""
    return _suggest(request, None)


def suggested(request, site):
    """Thanks."""
    return render(request, "offers/suggested.html")


def _suggest(request, row):
    now, status, theirs = timezone.now(), 0, ()
    posted = request.POST if request.method == "POST" else None
    form = forms.Suggestion(posted, **known(), offer=row, now=now)
    if form.is_bound and form.is_valid():
        if row is None or form.cleaned_data["expected_version"] == row.version:
            actions.suggest_change(
                by=Actor(site_id=request.site.pk, roles=frozenset({Role.VISITOR})),
                offer=row,
                changes=form.changes,
                suspicions=form.suspicions,
                submission_key=form.submission,
                now=now,
                **form.sender,
            )
            return redirect("offers:suggested", request.site.slug)
        status, theirs = 409, on_top_of(form, row)
    return answer(request, "suggest", form, status=status, theirs=theirs, offer=row)
