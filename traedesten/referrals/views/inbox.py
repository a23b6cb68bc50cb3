"""The coordinator's inbox: cards that wait, one card with everything about it, and what is done with it."""

from datetime import timedelta
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from traedesten.audit.actions import look
from traedesten.domain.access import Deed, require
from traedesten.domain.journey import MoveNotAllowed
from traedesten.referrals import actions, queries
from traedesten.referrals.forms import inbox as forms
from traedesten.referrals.models import Referral
from traedesten.ui.templatetags.ui import day
from traedesten.ui.typed import bound

COLUMNS = {Referral.State.NEW: gettext_lazy("Nye"), Referral.State.CLARIFYING: gettext_lazy("Afklares")}
DOUBLE_CLICK = timedelta(seconds=10)


def inbox(request, site):
    """Open cards, the oldest first, and those held for a look."""
    require(request.actor, Deed.MOVE_REFERRAL, site_id=request.site.pk)
    now = timezone.now()
    rows, held = list(queries.inbox()), list(queries.held())
    known = queries.likely_known(rows)
    for row in rows:
        row.waited_days = (timezone.localdate(now) - timezone.localdate(row.received_at)).days
        row.known = known[row.pk]
    for row in (*rows, *held):
        row.asks = any(code.startswith("asks.") for code in row.warnings)
    look(by=request.actor, page="referrals:inbox", people=[row.pk for row in (*rows, *held)], now=now)
    return render(request, "referrals/inbox.html", {"referrals": rows, "held": held, "here": "inbox"})


def referral(request, site, referral_id):
    require(request.actor, Deed.MOVE_REFERRAL, site_id=request.site.pk)
    found, now = get_object_or_404(queries.referrals(), pk=referral_id), timezone.now()
    return _page(request, found, now)


def _page(request, found, now, **typed):
    """The card's page; a form in ``typed`` that did not go through keeps what was typed."""
    known = _known(found)
    forms_of = {"call_form": forms.Call(), "question_form": forms.Question(), "decline_form": forms.Decline()}
    wrong = next(iter(typed.values()), None)
    if wrong is None:
        look(by=request.actor, page="referrals:referral", people=[found.pk, *(one.pk for one in known)], now=now)
    page = {
        "referral": found,
        "known": known,
        "waited_days": (timezone.localdate(now) - timezone.localdate(found.received_at)).days,
        "is_open": found.state in Referral.OPEN_STATES,
        "asks": [code.removeprefix("asks.") for code in found.warnings if code.startswith("asks.")],
        "here": "inbox",
        "form": wrong,
        **forms_of,
        **typed,
    }
    return render(request, "referrals/referral.html", page, status=422 if wrong is not None else 200)


def _known(found):
    """Those it may be, each with the open journey they may have."""
    known = queries.likely_known([found])[found.pk] if found.state in Referral.OPEN_STATES else []
    prefetch_related_objects(known, "journeys", "area")
    for person in known:
        person.open_journey = next((row for row in person.journeys.all() if row.is_open), None)
    return known


def _open_one(request, deed, referral_id):
    require(request.actor, deed, site_id=request.site.pk)
    return get_object_or_404(queries.referrals(), pk=referral_id)


@require_POST
def record_call(request, site, referral_id):
    found, now = _open_one(request, Deed.CALL_REFERRAL, referral_id), timezone.now()
    form = bound(request, forms.Call)
    if not form.is_valid():
        return _page(request, found, now, call_form=form)
    if not _pressed_twice(request, found, form.cleaned_data, now):
        actions.record_call(by=request.actor, referral=found, now=now, **form.cleaned_data)
    if form.cleaned_data["answered"]:
        messages.success(request, _("Godt, I fik talt sammen. Er vi det rette sted, så sig ja tak."))
        return redirect("referrals:referral", site, found.pk)
    again = form.cleaned_data["try_again_on"]
    told = _("Opkaldet er skrevet ned. Tavlen minder jer om det %(day)s.") if again else _("Opkaldet er skrevet ned.")
    messages.success(request, told % {"day": day(again)})
    return redirect("home:board", site)


def _pressed_twice(request, found, call: dict, now) -> bool:
    """The very same words within seconds; anything else is a call of its own."""
    recent = [row for row in found.calls.all() if now - row.at < DOUBLE_CLICK]
    mine = [row for row in recent if row.by_user_id == request.actor.user_id]
    return any(all(getattr(row, name) == value for name, value in call.items()) for row in mine)


@require_POST
def move(request, site, referral_id):
    """Between new and being clarified; the board asks by script or by an ordinary form."""
    found, form = _open_one(request, Deed.MOVE_REFERRAL, referral_id), forms.Move(request.POST)
    kept = {name: request.POST[name] for name in ("omraade", "vis") if request.POST.get(name)}
    try:
        if not form.is_valid():
            raise MoveNotAllowed(found.state, "move")
        to = form.cleaned_data["to"]
        actions.move_referral(by=request.actor, referral=found, to=to, now=timezone.now())
        kept["flyttet"] = found.pk
        told = {"person": found.person_name or _("Kortet"), "column": COLUMNS[to]}
        _tell(request, _("%(person)s er flyttet til %(column)s.") % told)
    except MoveNotAllowed:
        _tell(request, _("Nogen kom dig i forkøbet. Sådan ser tavlen ud nu."))
    return redirect(f"{reverse('home:board', args=[site])}?{urlencode(kept)}")


def _tell(request, words):
    """The board says it itself when a script asked."""
    if "HX-Request" not in request.headers:
        messages.success(request, words)


@require_POST
def ask_more(request, site, referral_id):
    found, now = _open_one(request, Deed.MOVE_REFERRAL, referral_id), timezone.now()
    form = bound(request, forms.Question)
    if not form.is_valid():
        return _page(request, found, now, question_form=form)
    if found.question != form.cleaned_data["question"]:
        actions.ask_more(by=request.actor, referral=found, now=now, **form.cleaned_data)
    messages.success(request, _("Henviseren er spurgt og kan læse spørgsmålet på sin egen side."))
    return redirect("referrals:referral", site, found.pk)


@require_POST
def decline(request, site, referral_id):
    found, now = _open_one(request, Deed.DECLINE_REFERRAL, referral_id), timezone.now()
    form = bound(request, forms.Decline)
    if not form.is_valid():
        return _page(request, found, now, decline_form=form)
    actions.decline_referral(by=request.actor, referral=found, now=now, **form.cleaned_data)
    if found.referrer_contact:
        messages.success(request, _("Kortet er lagt væk, og henviseren har fået besked."))
    else:
        messages.success(request, _("Kortet er lagt væk. Henviseren har ikke skrevet, hvor vi kan svare."))
    return redirect("home:board", site)


@require_POST
def review_held(request, site, referral_id):
    """A card held for a look: let it in, or lay it away."""
    found, form = _open_one(request, Deed.RELEASE_REFERRAL, referral_id), forms.Review(request.POST)
    if form.is_valid() and form.cleaned_data["verdict"] == "release":
        actions.release_referral(by=request.actor, referral=found, now=timezone.now())
        messages.success(request, _("Kortet er lukket ind og står blandt de nye."))
    elif form.is_valid():
        actions.discard_referral(by=request.actor, referral=found, now=timezone.now())
        messages.success(request, _("Kortet er lagt væk."))
    else:
        messages.error(request, _("Vælg, om kortet skal lukkes ind eller lægges væk."))
    return redirect("referrals:inbox", site)
