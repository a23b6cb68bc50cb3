"""Becoming a facilitator, as everybody meets it: what it is, a few fields, and the thanks."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language

from traedesten.domain.access import Actor, Role
from traedesten.groups import actions
from traedesten.groups.forms.facilitators import Interest
from traedesten.tenancy.queries import areas
from traedesten.vault.senders import sender


def become_facilitator(request, site):
    """What it takes, and the form; a pause first for words of acute need."""
    now = timezone.now()
    form = Interest.of(request, areas=areas(), now=now)
    if not (form.is_bound and form.is_valid()):
        return render(request, "groups/facilitator_interest.html", {"form": form}, status=422 if form.errors else 200)
    if form.sounds_acute and "acknowledged" not in request.POST:
        return render(request, "groups/facilitator_interest_crisis.html", {"form": form, "kept": form.kept()})
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
