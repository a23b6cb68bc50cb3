"""The pages of participants and relatives, who have no account: a link, a cookie, and what is theirs."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from traedesten.audit.actions import look
from traedesten.consent import queries as consenting_queries
from traedesten.domain.access import Deed
from traedesten.domain.consent import Purpose
from traedesten.domain.journey import MoveNotAllowed, Stage, Stone, milestones
from traedesten.journeys import actions, queries, traces
from traedesten.journeys.agreement_text import text_of as agreement_text
from traedesten.journeys.calendar import visit_file
from traedesten.journeys.forms import person as forms
from traedesten.journeys.models import Agreement, Journey, Visit
from traedesten.journeys.views.guest import Guest, guest_of, participant_only
from traedesten.journeys.way_words import weekly
from traedesten.offers.models import Offer
from traedesten.tenancy import links
from traedesten.tenancy.models import Link
from traedesten.ui.labels import words

MAP = "https://www.openstreetmap.org/search?"


def enter(request, site, token):
    return links.enter(request, token=token, purpose=Link.Purpose.PERSON, to="journeys:person")


def page(request, site):
    """The next step in large letters, for a participant; what is theirs, for a relative."""
    guest, now = guest_of(request), timezone.now()
    if guest is None:
        return links.gone(request)
    if guest.relative:
        return _relative_page(request, guest, now)
    look(by=guest.actor, page="journeys:person", people=[guest.person.pk], now=now)
    if not guest.journey.is_open:
        return render(request, "journeys/person_ended.html", {"person": guest.person, "journey": guest.journey})
    agreement = queries.agreement_of(guest.journey)
    visit = queries.next_visit(guest.journey, now)
    is_paused = guest.journey.stage == Stage.PAUSED
    context = {
        "person": guest.person,
        "journey": guest.journey,
        "guide": guest.journey.guide,
        "visit": visit,
        "called_off": None if visit or is_paused else queries.called_off_visit(guest.journey, now),
        "map_url": _map_url(visit.introduction.offer, request.site) if visit else "",
        "agreement_waits": agreement is not None and agreement.answer == "",
        "has_agreement": agreement is not None,
        "steps": _steps(guest.journey),
        "is_paused": is_paused,
        "contact_stopped": consenting_queries.has_taken_back(guest.person.pk, Purpose.CONTACT, now),
    }
    return render(request, "journeys/person.html", context)


def _relative_page(request, guest: Guest, now):
    """Theirs is theirs. Of the participant only what they have said yes to, and without that not even the name."""
    relative, journey = guest.relative, guest.journey
    may_see = consenting_queries.may(journey.participant_id, Purpose.RELATIVE, now, about_id=relative.pk)
    people = [relative.pk, *([journey.participant_id] if may_see else [])]
    look(by=guest.actor, page="journeys:person", people=people, now=now)
    stones = queries.introductions_of(journey).filter(relative=relative).exclude(stone=Stone.LEFT)
    context = {
        "relative": relative,
        "guide": journey.guide if journey.is_open else None,
        "is_open": journey.is_open,
        "stones": [(stone, weekly(stone.offer), _map_url(stone.offer, request.site)) for stone in stones],
        "asked_since": relative.wants_call_since,
        "contact_stopped": consenting_queries.has_taken_back(relative.pk, Purpose.CONTACT, now),
        "participant": journey.participant if may_see else None,
        "visit": queries.next_visit(journey, now) if may_see else None,
    }
    return render(request, "journeys/relative_page.html", context)


def _steps(journey: Journey) -> list[tuple]:
    return [(words("milestone", name), state) for name, state in milestones(queries.reached(journey))]


def _map_url(offer: Offer, site) -> str:
    """A search at OpenStreetMap, followed only when somebody presses it."""
    address = offer.address or offer.place
    return MAP + urlencode({"query": f"{address}, {site.place}"}) if address else ""


def agreement(request, site):
    """Read the agreement, and say yes or no to exactly the one that was read."""
    guest, now = guest_of(request), timezone.now()
    if guest is None:
        return links.gone(request)
    participant_only(guest, Deed.ANSWER_AGREEMENT)
    standing = queries.agreement_of(guest.journey)
    if standing is None:
        raise Http404
    status = 200
    if request.method == "POST":
        form = forms.AgreementAnswer(request.POST)
        if form.is_valid() and form.cleaned_data["agreement"] == standing.pk:
            return _answer(request, guest, standing, form.cleaned_data["answer"] == "yes", now)
        status = 409 if form.is_valid() else 422
    look(by=guest.actor, page="journeys:person_agreement", people=[guest.person.pk], now=now)
    context = {
        "agreement": standing,
        "text": agreement_text(standing.text_version),
        "person": guest.person,
        "is_changed": status == 409,
    }
    return render(request, "journeys/person_agreement.html", context, status=status)


def _answer(request, guest: Guest, standing: Agreement, accepts: bool, now):
    """A second press on the same answer changes nothing."""
    if standing.answer != Agreement.Answer.YES:
        actions.answer_agreement(
            by=guest.actor,
            journey=guest.journey,
            agreement=standing,
            accepts=accepts,
            how=Agreement.How.LINK,
            now=now,
        )
    name = standing.guide.first_name
    yes = _("Tak for dit ja. Nu er I to om det.")
    no = _("Tak, fordi du siger det. Tal med %(name)s om, hvad der skal være anderledes.") % {"name": name}
    messages.success(request, yes if accepts else no)
    return redirect("journeys:person", request.site.slug)


def lookups(request, site):
    """Who has looked, and what has been written: the person may read it all."""
    guest, now = guest_of(request), timezone.now()
    if guest is None:
        return links.gone(request)
    look(by=guest.actor, page="journeys:person_lookups", people=[guest.person.pk], now=now)
    written = queries.contacts_of(guest.journey).filter(relative=guest.relative)
    page = forms.page_of(request.GET)
    found, has_older = traces.traces_of(guest.person.pk, guest.role, page)
    context = {
        "traces_by_day": traces.by_day(found),
        "newer": page - 1,
        "older": page + 1 if has_older else 0,
        "contacts": written,
        "wishes": None if guest.relative else getattr(guest.journey, "wishes", None),
        "handovers": [] if guest.relative else guest.journey.handovers.order_by("-made_at"),
        "relative": guest.relative,
        "asked": guest.journey,
    }
    return render(request, "journeys/person_lookups.html", context)


def change(request, site):
    """Ask for something to be put right or deleted; it stands with the guide and the coordinator until it is done."""
    guest, now = guest_of(request), timezone.now()
    if guest is None:
        return links.gone(request)
    participant_only(guest, Deed.ASK_FOR_CHANGE)
    form = forms.Change(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.ask_for_change(by=guest.actor, journey=guest.journey, now=now, **form.cleaned_data)
        messages.success(request, _("Tak. Vi ser på det og giver besked, når det er gjort."))
        return redirect("journeys:person_lookups", site)
    look(by=guest.actor, page="journeys:person_change", people=[guest.person.pk], now=now)
    context = {"form": form, "guide": guest.journey.guide, "asked": guest.journey}
    return render(request, "journeys/person_change.html", context, status=422 if form.errors else 200)


def calendar(request, site):
    """The next visit, for the person's own calendar."""
    guest, now = guest_of(request), timezone.now()
    if guest is None:
        return links.gone(request)
    participant_only(guest, Deed.CANCEL_VISIT)
    visit = queries.next_visit(guest.journey, now)
    if visit is None:
        raise Http404
    look(by=guest.actor, page="journeys:person_calendar", people=[guest.person.pk], now=now)
    content = visit_file(visit, guide=guest.journey.guide, site=request.site, now=now)
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="naeste-aftale.ics"'
    return answer


def guide_picture(request, site):
    """The guide's face, so that one knows whom to look for."""
    guest = guest_of(request)
    if guest is None:
        return links.gone(request)
    guide = guest.journey.guide
    if guide is None or not guide.picture or not guest.journey.is_open:
        raise Http404
    return HttpResponse(guide.picture_jpeg, content_type="image/jpeg")


def cancel_visit(request, site, visit_id):
    """ "I cannot come": asked once more, and then the guide is told."""
    guest, now = guest_of(request), timezone.now()
    if guest is None:
        return links.gone(request)
    participant_only(guest, Deed.CANCEL_VISIT)
    visit = _visit(guest.journey, visit_id)
    if request.method == "POST":
        actions.cancel_visit(by=guest.actor, visit=visit, now=now)
        messages.success(request, _("Tak, fordi du siger det. Vi finder en anden dag sammen."))
        return redirect("journeys:person", site)
    if visit.state != Visit.State.PLANNED:
        return redirect("journeys:person", site)
    look(by=guest.actor, page="journeys:person_cancel_visit", people=[guest.person.pk], now=now)
    return render(request, "journeys/person_cancel_visit.html", {"visit": visit, "guide": guest.journey.guide})


@require_POST
def restore_visit(request, site, visit_id):
    """ "I can come after all"."""
    guest, now = guest_of(request), timezone.now()
    if guest is None:
        return links.gone(request)
    participant_only(guest, Deed.CANCEL_VISIT)
    actions.restore_visit(by=guest.actor, visit=_visit(guest.journey, visit_id), now=now)
    messages.success(request, _("Så er aftalen på igen. Godt, at du kommer."))
    return redirect("journeys:person", site)


def _visit(journey: Journey, visit_id) -> Visit:
    rows = Visit.objects.filter(introduction__journey=journey, introduction__relative=None, pk=visit_id)
    visit = rows.select_related(
        "introduction__offer__key", "introduction__offer__venue__area", "introduction__journey", "key"
    ).first()
    if visit is None:
        raise Http404
    return visit


@require_POST
def ask_for_call(request, site):
    """Ask to be called. Asking twice is asking once."""
    guest, now = guest_of(request), timezone.now()
    if guest is None:
        return links.gone(request)
    if guest.relative and not guest.journey.is_open:
        raise MoveNotAllowed(guest.journey.stage, "call")
    actions.ask_for_call(by=guest.actor, journey=guest.journey, relative=guest.relative, now=now)
    messages.success(request, _("Vi ringer til dig, så snart vi kan."))
    return redirect("journeys:person", site)


def pause(request, site):
    """Take a pause, or go on again."""
    guest, now = guest_of(request), timezone.now()
    if guest is None:
        return links.gone(request)
    participant_only(guest, Deed.PAUSE)
    is_paused = guest.journey.stage == Stage.PAUSED
    visits = list(queries.coming_visits(guest.journey, now))
    form = forms.Pause(request.POST or None, today=timezone.localdate(), has_visits=bool(visits))
    if request.method == "POST" and "go_on" in request.POST:
        if is_paused:
            actions.resume(by=guest.actor, journey=guest.journey, now=now)
        messages.success(request, _("Godt at have dig med igen."))
        return redirect("journeys:person", site)
    if request.method == "POST" and form.is_valid():
        return _pause(request, guest, form.cleaned_data, is_paused, now)
    look(by=guest.actor, page="journeys:person_pause", people=[guest.person.pk], now=now)
    context = {"form": form, "journey": guest.journey, "guide": guest.journey.guide, "is_paused": is_paused}
    context["visits"] = visits
    return render(request, "journeys/person_pause.html", context, status=422 if form.errors else 200)


def _pause(request, guest: Guest, answers: dict, is_paused: bool, now):
    """A second press on the same answer changes nothing."""
    call_off = answers.get("visits") == "call_off"
    if not is_paused:
        resume_on = answers["resume_on"]
        actions.pause(by=guest.actor, journey=guest.journey, now=now, resume_on=resume_on, call_off=call_off)
    called_off = _("Nu holder du pause, og det, I havde aftalt, er aflyst. Vi skriver ikke, før du er klar.")
    messages.success(request, called_off if call_off else _("Nu holder du pause. Vi skriver ikke, før du er klar."))
    return redirect("journeys:person", request.site.slug)
