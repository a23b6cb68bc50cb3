"""Becoming a facilitator, as everybody meets it: what it is, a few fields, and the thanks."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language

from traedesten.domain.access import Actor, Role
from traedesten.groups import actions
from traedesten.groups.forms.facilitators import Interest
from traedesten.groups.views.open import ANSWERS_OF_PAGES, sender
from traedesten.referrals.forms.public import without_cpr
from traedesten.tenancy.queries import areas


def become_facilitator(request, site):
    """What it takes, and the form; a pause first for words of acute need."""
    now = timezone.now()
    form = _form(request, now)
    if not (form.is_bound and form.is_valid()):
        return render(request, "groups/facilitator_interest.html", {"form": form}, status=422 if form.errors else 200)
    if form.sounds_acute and "acknowledged" not in request.POST:
        return _pause(request, form)
    actions.show_interest(
        by=Actor(site_id=request.site.pk, roles=frozenset({Role.VISITOR})),
        submission_key=form.submission,
        now=now,
        sender_digest=sender(request),
        suspicions=form.suspicions,
        language=get_language()[:2],
        **form.answers,
    )
    return redirect("groups:become_facilitator_thanks", site)


def thanks(request, site):
    """The same words for everybody, also for somebody whom we know."""
    return render(request, "groups/facilitator_interest_thanks.html")


def _form(request, now) -> Interest:
    """A fresh form, a sent one, or a sent one that is gone back to with everything in it."""
    posted, about = request.POST, {"areas": areas(), "now": now}
    if request.method != "POST":
        return Interest(**about)
    if "change" in posted:
        widgets = {name: field.widget for name, field in Interest.base_fields.items()}
        typed = {name: widget.value_from_datadict(posted, {}, name) for name, widget in widgets.items()}
        return Interest(initial=typed, **about)
    return Interest(without_cpr(posted, Interest.base_fields) if "remove_cpr" in posted else posted, **about)


def _pause(request, form: Interest) -> HttpResponse:
    """A page before anything is kept. What was written goes along in hidden fields."""
    kept = [
        (name, value)
        for name, values in form.data.lists()
        if name in form.fields and name not in ANSWERS_OF_PAGES
        for value in values
    ]
    return render(request, "groups/facilitator_interest_crisis.html", {"form": form, "kept": kept})
