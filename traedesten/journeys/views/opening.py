"""From a card to a journey with a guide."""

from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from traedesten.audit.actions import look
from traedesten.domain.access import Deed, Role, reach, require
from traedesten.domain.journey import Judgement, MoveNotAllowed, Stage, Stale
from traedesten.journeys import actions, queries
from traedesten.journeys.forms import opening as forms
from traedesten.journeys.views.page import journey_with
from traedesten.referrals import queries as referrals
from traedesten.referrals.models import Referral
from traedesten.ui.labels import words
from traedesten.ui.templatetags.ui import day
from traedesten.ui.typed import bound, renew


def accept(request, site, referral_id):
    """Say yes to a card: somebody new, or somebody we know. With ?overlever= the way goes on to the municipality."""
    require(request.actor, Deed.OPEN_JOURNEY, site_id=request.site.pk)
    referral, now = get_object_or_404(referrals.referrals(), pk=referral_id), timezone.now()
    opened = queries.journeys().filter(referral=referral).first()
    if opened:
        return redirect(_way_on(request), site, opened.pk)
    if referral.state not in Referral.OPEN_STATES:
        return redirect("referrals:referral", site, referral.pk)
    known = referrals.likely_known([referral])[referral.pk]
    form = bound(request, forms.Accept, known=known)
    if request.method == "POST" and form.is_valid():
        return _open(request, site, referral, form.participant, now)
    if request.method == "GET":
        look(by=request.actor, page="journeys:accept", people=[referral.pk, *(one.pk for one in known)], now=now)
    page = {"referral": referral, "form": form, "known": known, "here": "inbox", "to_handover": _is_handover(request)}
    return render(request, "journeys/accept.html", page, status=422 if form.errors else 200)


def _is_handover(request) -> bool:
    return "overlever" in request.GET


def _way_on(request) -> str:
    """The judgement comes next; with the person's wish for the municipality's help, what is told there."""
    return "journeys:hand_over" if _is_handover(request) else "journeys:assess"


def _open(request, site, referral, participant, now):
    """Open the journey, unless the one chosen has an open journey already."""
    open_ones = queries.journeys().exclude(stage=Stage.ENDED)
    other = open_ones.filter(participant=participant).first() if participant else None
    if other:
        look(by=request.actor, page="journeys:accept", people=[other.participant_id], now=now)
        page = {"referral": referral, "journey": other, "here": "inbox"}
        return render(request, "journeys/already_here.html", page)
    journey = actions.open_journey(by=request.actor, referral=referral, participant=participant, now=now)
    return redirect(_way_on(request), site, journey.pk)


def assess(request, site, journey_id):
    """Judge who should build the bridge: a volunteer, a professional, both, or nobody just now."""
    journey, now = _journey(request, Deed.ASSESS, journey_id), timezone.now()
    start = {"expected_version": journey.version}
    form, status = bound(request, forms.Assessment, initial=start), 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.assess(by=request.actor, journey=journey, now=now, **form.cleaned_data)
            return _after_assessment(request, site, journey, form.cleaned_data)
        except Stale:
            renew(form, journey.version)
            status = 409
    if request.method == "GET":
        look(by=request.actor, page="journeys:assess", people=[journey.participant_id], now=now)
    last = journey.assessments.select_related("key").order_by("-at").first()
    page = {"journey": journey, "form": form, "last": last, "is_stale": status == 409, **_frame(request)}
    return render(request, "journeys/assess.html", page, status=422 if form.errors else status)


def _frame(request):
    """The guide's pages for a guide, the coordinator's for a coordinator."""
    is_coordinator = request.actor.has(Role.COORDINATOR)
    return {"layout": "home/coordinator.html" if is_coordinator else "base_guide.html", "here": "board"}


def _journey(request, deed, journey_id):
    """The journey, for those whose reach it is in; 404 for another guide's, 403 where a role may not at all."""
    if reach(request.actor, deed) is None:
        require(request.actor, deed, site_id=request.site.pk)
    return journey_with(request, journey_id, deed, form=True)


def _after_assessment(request, site, journey, judged):
    person = journey.participant.first_name or _("Borgeren")
    if not request.actor.has(Role.COORDINATOR):
        messages.success(request, _("Tak. Koordinatoren kan se din vurdering."))
        return redirect("journeys:journey", site, journey.pk)
    if judged["judgement"] in (Judgement.PROFESSIONAL, Judgement.BOTH):
        goes_on = "?ved-siden-af=1" if judged["judgement"] == Judgement.BOTH else ""
        return redirect(f"{reverse('journeys:hand_over', args=[site, journey.pk])}{goes_on}")
    if judged["judgement"] == Judgement.NOT_NOW:
        until = judged["resume_on"]
        told = _("%(person)s holder pause. Vi spørger igen %(day)s.") if until else _("%(person)s holder pause.")
        messages.success(request, told % {"person": person, "day": day(until)})
        return redirect("home:board", site)
    if journey.stage not in (Stage.ASSESSING, Stage.WAITING):
        messages.success(request, _("Vurderingen er skrevet ned."))
        return redirect("journeys:journey", site, journey.pk)
    messages.success(request, _("%(person)s venter nu på en guide.") % {"person": person})
    return _board(site, forslag=journey.pk)


def _board(site, **asked):
    return redirect(f"{reverse('home:board', args=[site])}?{urlencode(asked)}")


@require_POST
def reassess(request, site, journey_id):
    """Back from waiting for a guide to being looked at again."""
    require(request.actor, Deed.ASSIGN_GUIDE, site_id=request.site.pk)
    journey = get_object_or_404(queries.visible_journeys(request.actor), pk=journey_id)
    kept = {name: request.POST[name] for name in ("omraade", "vis") if request.POST.get(name)}
    try:
        actions.reassess(by=request.actor, journey=journey, now=timezone.now())
    except MoveNotAllowed:
        if "HX-Request" not in request.headers:
            messages.info(request, _("Nogen kom dig i forkøbet. Sådan ser tavlen ud nu."))
        return _board(site, **kept)
    if "HX-Request" not in request.headers:
        column = words("stage", Stage.ASSESSING)
        person = journey.participant.first_name or _("Kortet")
        messages.success(request, _("%(person)s er flyttet til %(column)s.") % {"person": person, "column": column})
    return _board(site, flyttet=journey.pk, **kept)


def hand_over(request, site, journey_id):
    """A warm handover to the municipality's bridge builder, with what the person agreed to share."""
    require(request.actor, Deed.HAND_OVER, site_id=request.site.pk)
    journey, now = get_object_or_404(queries.visible_journeys(request.actor), pk=journey_id), timezone.now()
    if not request.site.bridge_builder_email:
        return render(request, "journeys/no_bridge_builder.html", {"journey": journey, "here": "board"})
    start = {"expected_version": journey.version, "guide_goes_on": "ved-siden-af" in request.GET}
    form, status = bound(request, forms.Handover, initial=start), 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.hand_over(by=request.actor, journey=journey, now=now, **form.cleaned_data)
        except Stale:
            renew(form, journey.version)
            status = 409
        else:
            return _after_handover(request, site, journey, form.cleaned_data["guide_goes_on"])
    if request.method == "GET":
        look(by=request.actor, page="journeys:hand_over", people=[journey.participant_id], now=now)
    page = {"journey": journey, "form": form, "is_stale": status == 409, "here": "board"}
    return render(request, "journeys/hand_over.html", page, status=422 if form.errors else status)


def _after_handover(request, site, journey, goes_on):
    told = {
        "person": journey.participant.first_name or _("Borgeren"),
        "builder": request.site.bridge_builder_name or _("brobyggeren"),
    }
    if goes_on:
        messages.success(request, _("%(builder)s har fået besked, og vi går videre ved siden af.") % told)
        return _board(site, forslag=journey.pk)
    messages.success(request, _("%(person)s er hjulpet videre. %(builder)s har fået besked.") % told)
    return redirect("home:board", site)


def assign_guide(request, site, journey_id):
    """Give the journey to a guide who has already said yes."""
    require(request.actor, Deed.ASSIGN_GUIDE, site_id=request.site.pk)
    journey, now = get_object_or_404(queries.visible_journeys(request.actor), pk=journey_id), timezone.now()
    if journey.stage != Stage.WAITING:
        messages.info(request, _("Forløbet venter ikke på en guide lige nu. Sådan ser det ud."))
        return redirect("journeys:journey", site, journey.pk)
    form = bound(request, forms.GuideOfJourney)
    if request.method == "POST" and form.is_valid():
        guide = form.cleaned_data["guide"]
        actions.assign_guide(by=request.actor, journey=journey, guide=guide, now=now)
        told = {"guide": guide.first_name, "person": journey.participant.first_name or _("borgeren")}
        messages.success(request, _("%(guide)s følger nu %(person)s. Der er sendt besked til guiden.") % told)
        return redirect("home:board", site)
    if request.method == "GET":
        look(by=request.actor, page="journeys:assign_guide", people=[journey.participant_id], now=now)
    page = {"journey": journey, "form": form, "here": "board"}
    return render(request, "journeys/assign_guide.html", page, status=422 if form.errors else 200)


def release_guide(request, site, journey_id):
    """A change of guide; the guide may say so as well."""
    journey, now = _journey(request, Deed.RELEASE_GUIDE, journey_id), timezone.now()
    form = bound(request, forms.Release, visits=queries.visits_with_guide_ahead(journey, now))
    if request.method == "POST" and form.is_valid():
        actions.release_guide(by=request.actor, journey=journey, now=now, **form.cleaned_data)
        if not request.actor.has(Role.COORDINATOR):
            messages.success(request, _("Tak for alt, hvad du har gjort. Koordinatoren finder en ny guide."))
            return redirect("home:day", site)
        messages.success(request, _("Nu leder vi efter en ny guide. Vurderingen og stenene er der stadig."))
        return _board(site, forslag=journey.pk)
    if request.method == "GET":
        look(by=request.actor, page="journeys:release_guide", people=[journey.participant_id], now=now)
    page = {"journey": journey, "form": form, **_frame(request)}
    return render(request, "journeys/release_guide.html", page, status=422 if form.errors else 200)
