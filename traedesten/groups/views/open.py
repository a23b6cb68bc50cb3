"""Groups as everybody meets them: which there are, signing up, and the thanks."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language

from traedesten.domain.access import Actor, Role
from traedesten.groups import actions
from traedesten.groups.forms.sign_up import SignUp
from traedesten.groups.models import Programme
from traedesten.groups.queries import pool
from traedesten.groups.queries.courses import public_groups
from traedesten.tenancy.queries import areas
from traedesten.vault.senders import sender


def programmes(request, site):
    """What a group is and is not, and which there are to sign up for."""
    waits = pool.waits(timezone.now())
    rows = [(programme, waits[programme.pk]) for programme in pool.programmes_open()]
    return render(request, "groups/programmes_open.html", {"rows": rows})


def programme(request, site, slug):
    """One programme, and the form: taken, after a pause for somebody too young or in acute need."""
    row, now = get_object_or_404(pool.programmes_open(), slug=slug), timezone.now()
    form = SignUp.of(request, areas=areas(), now=now)
    if not (form.is_bound and form.is_valid()):
        page = {"form": form, "programme": row, "wait": pool.waits(now)[row.pk]}
        page["groups"] = public_groups().filter(programme=row)
        return render(request, "groups/programme_page.html", page, status=422 if form.errors else 200)
    if form.is_too_young(row.minimum_age, timezone.localdate()):
        return _pause(request, "groups/sign_up_young.html", form, row, without={"born_year"})
    if form.sounds_acute and "acknowledged" not in request.POST:
        return _pause(request, "groups/sign_up_crisis.html", form, row)
    actions.sign_up(
        by=Actor(site_id=request.site.pk, roles=frozenset({Role.VISITOR})),
        programme=row,
        submission_key=form.submission,
        now=now,
        sender_digest=sender(request),
        suspicions=form.suspicions,
        language=get_language()[:2],
        **form.answers,
    )
    return redirect("groups:thanks", site, slug)


def thanks(request, site, slug):
    """The same words for everybody: whether somebody was there before is told to the person alone."""
    row = get_object_or_404(pool.programmes_open(), slug=slug)
    return render(
        request, "groups/sign_up_thanks.html", {"programme": row, "wait": pool.waits(timezone.now())[row.pk]}
    )


def _pause(request, template: str, form: SignUp, row: Programme, without=()) -> HttpResponse:
    """A page before anything is kept."""
    return render(request, template, {"form": form, "programme": row, "kept": form.kept(without)})
