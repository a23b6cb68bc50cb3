"""The facilitator's own pages: their day, the declaration, when they can, whom they work with, and sparring."""

from functools import wraps

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from traedesten.audit.actions import look
from traedesten.domain.access import Deed, require
from traedesten.domain.facilitators import PROMISES, Paper, Validity, months_later
from traedesten.domain.journey import Stale
from traedesten.groups import actions
from traedesten.groups.forms import facilitators as forms
from traedesten.groups.models import Facilitator
from traedesten.groups.queries import facilitators as queries
from traedesten.groups.queries.sessions import with_next_session
from traedesten.tenancy.queries import areas, coordinators
from traedesten.ui.templatetags.ui import day as day_in_words
from traedesten.ui.typed import bound, changed_since, renew

GOOD = (Validity.VALID, Validity.SOON)
OF_THEIRS = ("times", "places", "groups_at_once")


def day(request, site):
    """How it stands, what is next, and whom to ring."""
    row, now = _mine(request), timezone.now()
    look(by=request.actor, page="groups:facilitator_day", people=[row.pk], now=now)
    return render(request, "groups/facilitator_day.html", _how_it_stands(row, now))


def _how_it_stands(row: Facilitator, now) -> dict:
    today = timezone.localdate(now)
    papers = row.papers(today)
    names = {str(area.pk): area.name for area in areas()}
    return {
        "facilitator": row,
        "training": papers[Paper.TRAINING],
        "declaration": papers[Paper.DECLARATION],
        "is_able": queries.may_work(row, today),
        "groups": with_next_session(list(queries.held_by(row)), now),
        "is_signed": papers[Paper.DECLARATION] in GOOD,
        "place_names": [names[str(place)] for place in row.places if str(place) in names],
        "thanks": row.thanks.select_related("key").order_by("-made_at")[:3],
        "coordinator": coordinators().first(),
        "today": today,
    }


def open_to_the_able(view):
    """Closed to somebody whose papers have run out, from that day on: the page says kindly why and what to do."""

    @wraps(view)
    def asked(request, site):
        row = _mine(request)
        return closed_page(request, row) or view(request, row)

    return asked


def closed_page(request, row: Facilitator):
    """The kind page for somebody whose papers are out of date; None for somebody who may work today."""
    now = timezone.now()
    if queries.may_work(row, timezone.localdate(now)):
        return None
    look(by=request.actor, page="groups:facilitator_closed", people=[row.pk], now=now)
    return render(request, "groups/facilitator_closed.html", _how_it_stands(row, now), status=403)


def declaration(request, site):
    """Read what is promised, and sign it."""
    row, now = _mine(request), timezone.now()
    form = bound(request, forms.Sign)
    if form.is_valid():
        signed_as = form.cleaned_data["signed_as"]
        signed = actions.sign_declaration(by=request.actor, facilitator=row, signed_as=signed_as, now=now)
        words = _("Tak. Dit løfte gælder til og med %(day)s.")
        messages.success(request, words % {"day": day_in_words(signed.valid_until)})
        return redirect("groups:facilitator_day", site)
    look(by=request.actor, page="groups:facilitator_declaration", people=[row.pk], now=now)
    page = {
        "form": form,
        "promises": PROMISES,
        "would_last": months_later(timezone.localdate(now), queries.terms().declaration_months),
        **_how_it_stands(row, now),
    }
    return _answer(request, "groups/facilitator_declaration.html", form, page)


def times(request, site):
    """When and where I can, and how many groups at once."""
    row, now = _mine(request), timezone.now()
    known = {name: getattr(row, name) for name in OF_THEIRS}
    start = known | {"places": [str(place) for place in row.places], "expected_version": row.version}
    form, page = bound(request, forms.Availability, areas=areas(), initial=start), {}
    if form.is_valid():
        try:
            actions.keep_availability(by=request.actor, facilitator=row, now=now, **form.cleaned_data)
        except Stale:
            renew(form, row.version)
            page = {"overtaken": True, "theirs": changed_since(form, known)}
        else:
            messages.success(request, _("Gemt. Tak, fordi du holder det ved lige."))
            return redirect("groups:facilitator_day", site)
    look(by=request.actor, page="groups:facilitator_times", people=[row.pk], now=now)
    return _answer(request, "groups/facilitator_times.html", form, page | {"form": form, "facilitator": row})


@open_to_the_able
def pairs(request, row):
    """Whom I like to work with; and, for the coordinator's eyes alone, with whom it must not be."""
    now, others, wished = timezone.now(), queries.others(row), queries.wishes_by_kind(row)
    start = {"likes": wished["with"], "not_with": wished["not_with"]}
    form = bound(request, forms.Pairs, others=others, initial=start)
    if form.is_valid():
        actions.wish_pairs(by=request.actor, facilitator=row, now=now, **form.cleaned_data)
        messages.success(request, _("Gemt. Koordinatoren ser det, når der skal sættes par sammen."))
        return redirect("groups:facilitator_pairs", request.site.slug)
    look(by=request.actor, page="groups:facilitator_pairs", people=[row.pk, *(one.pk for one in others)], now=now)
    page = {"form": form, "facilitator": row, "mutual": queries.mutual(row)}
    return _answer(request, "groups/facilitator_pairs.html", form, page)


@open_to_the_able
def sparring(request, row):
    """Ask for somebody to think with, and read what was answered."""
    now, form = timezone.now(), bound(request, forms.AskSparring)
    if form.is_valid():
        actions.ask_sparring(by=request.actor, facilitator=row, now=now, **form.cleaned_data)
        messages.success(request, _("Sendt. Koordinatoren svarer dig her eller ringer."))
        return redirect("groups:facilitator_sparring", request.site.slug)
    look(by=request.actor, page="groups:facilitator_sparring", people=[row.pk], now=now)
    page = {"form": form, "facilitator": row, "sparrings": queries.sparrings_of(row)}
    return _answer(request, "groups/facilitator_sparring.html", form, page)


def _mine(request) -> Facilitator:
    """The signed-in facilitator. Their own pages stand open to them while their papers are out of date."""
    row = queries.facilitator_of(request.user.pk)
    if row is None:
        raise Http404
    require(request.actor, Deed.SIGN_DECLARATION, site_id=request.site.pk, owners=row.owners)
    return row


def _answer(request, template: str, form, page: dict):
    status = 409 if page.get("overtaken") else 422 if form.errors else 200
    return render(request, template, page, status=status)
