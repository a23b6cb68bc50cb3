"""Who fits whom: the coordinator asks, the guide answers."""

from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from traedesten.audit.actions import look
from traedesten.domain.access import Deed, require
from traedesten.domain.journey import MoveNotAllowed, Stage
from traedesten.journeys import queries as journeys
from traedesten.matching import actions, forms, queries, whole_list
from traedesten.matching import look_back as looking
from traedesten.matching import missing as missing_here
from traedesten.matching.look_back_words import answers_said, stones_said
from traedesten.matching.models import GuideRequest
from traedesten.ui.side_by_side_labels import dimensions_said
from traedesten.ui.typed import bound, typed_in


def proposal(request, site, journey_id):
    """Who fits one person, on a page of its own: for the phone, and without script."""
    require(request.actor, Deed.ASK_GUIDE, site_id=request.site.pk)
    rows = journeys.visible_journeys(request.actor).select_related("wishes__key")
    journey, now = get_object_or_404(rows, pk=journey_id), timezone.now()
    if journey.stage != Stage.WAITING:
        return redirect("journeys:journey", site, journey.pk)
    suggestions = queries.suggestions_for(journey, now)
    look(by=request.actor, page="matching:proposal", people=suggestions.people, now=now)
    return render(request, "matching/proposal.html", {"suggestions": suggestions, "here": "board"})


@require_POST
def ask_guide(request, site, journey_id):
    require(request.actor, Deed.ASK_GUIDE, site_id=request.site.pk)
    rows = journeys.visible_journeys(request.actor).select_related("wishes__key")
    journey, form, now = get_object_or_404(rows, pk=journey_id), forms.Guide(request.POST), timezone.now()
    if not form.is_valid():
        messages.error(request, _("Den guide er ikke længere med hos jer. Vælg en anden."))
        return _back_to_board(site, journey)
    guide = form.cleaned_data["guide"]
    fit = queries.fit_of(journey, guide, now)
    kept = {"score": fit.proposal.score, "reasons": fit.codes} if fit else {}
    actions.ask_guide(by=request.actor, journey=journey, volunteer=guide, now=now, **kept)
    messages.success(request, _("%(guide)s er spurgt. Svaret dukker op her på tavlen.") % {"guide": guide.first_name})
    return _back_to_board(site, journey)


def share_out(request, site):
    """Guides for everybody who waits: the proposal, the coordinator's own choices, and asking several at once."""
    require(request.actor, Deed.ASK_GUIDE, site_id=request.site.pk)
    now = timezone.now()
    waiting = whole_list.who_waits(now)
    form = forms.WholeList(
        request.POST if request.method == "POST" else {},
        waiting=[journey.pk for journey in waiting.journeys],
        guides=waiting.guides,
        free=waiting.free,
    )
    is_right = form.is_valid()
    shared = whole_list.shared(waiting, form.chosen if is_right else {}, form.put_off)
    changed, asks = form.overtaken, "ask" in request.POST and is_right
    rearranged = asks and form.is_rearranged
    if asks and not (changed or rearranged) and form.ticked:
        try:
            asked = actions.ask_guides(by=request.actor, asked=shared.askings(form.ticked), now=now)
        except actions.ListOvertaken as overtaken:
            changed = len(overtaken.journeys)
        else:
            return _asked_several(request, site, len(asked))
    look(by=request.actor, page="matching:share_out", people=shared.people, now=now)
    page = {"shared": shared, "form": form, "changed": changed, "here": "board"}
    page["sections"] = [form.beside(rows) for rows in (shared.placed, shared.left, shared.put_off)]
    page |= {"rearranged": rearranged, "asks_nobody": asks and not changed and not form.ticked}
    status = 409 if changed or rearranged else 422 if page["asks_nobody"] or not is_right else 200
    return render(request, "matching/share_out.html", page, status=status)


def missing(request, site):
    """What people wish for that no place on the list can give, and the new places that would help most."""
    require(request.actor, Deed.KEEP_DIRECTORY, site_id=request.site.pk)
    form = forms.HowMany(request.GET)
    most = form.cleaned_data["antal"] if form.is_valid() else forms.HowMany.USUAL
    page = {"missing": missing_here.missing(timezone.localdate(), most), "numbers": forms.HowMany.NUMBERS}
    return render(request, "matching/missing.html", {**page, "small": missing_here.SMALL, "here": "offers"})


def look_back(request, site):
    """Whether proposals are followed, and whether anybody is placed less: counts, never a person."""
    require(request.actor, Deed.ASK_GUIDE, site_id=request.site.pk)
    found = looking.look_back(timezone.now())
    page = {
        "placed": found.placed,
        "answers": answers_said(found.answers),
        "stones": stones_said(found.stones),
        "dimensions": dimensions_said(found.placed.dimensions),
    }
    return render(request, "matching/look_back.html", page | {"here": "board"})


def _asked_several(request, site, number: int):
    told = ngettext("%(number)d guide er spurgt.", "%(number)d spørgsmål er sendt til guiderne.", number)
    messages.success(request, told % {"number": number} + " " + _("Svarene dukker op her på tavlen."))
    return redirect("home:board", site)


@require_POST
def pass_over(request, site, journey_id):
    require(request.actor, Deed.PASS_OVER_GUIDE, site_id=request.site.pk)
    journey = get_object_or_404(journeys.visible_journeys(request.actor), pk=journey_id)
    form = forms.Guide(request.POST)
    if form.is_valid():
        guide = form.cleaned_data["guide"]
        actions.pass_over(by=request.actor, journey=journey, volunteer=guide, now=timezone.now())
        messages.success(
            request, _("%(guide)s er lagt til side denne gang. Du kan fortryde.") % {"guide": guide.first_name}
        )
    return _back_to_board(site, journey)


@require_POST
def withdraw(request, site, request_id):
    """Take a question back, or a guide passed over in again."""
    require(request.actor, Deed.ASK_GUIDE, site_id=request.site.pk)
    question = get_object_or_404(GuideRequest.objects.select_related("journey"), pk=request_id)
    try:
        actions.withdraw_request(by=request.actor, request=question, now=timezone.now())
    except MoveNotAllowed:
        messages.info(request, _("Der er allerede svaret. Sådan ser det ud nu."))
    else:
        messages.success(request, _("Taget tilbage."))
    return _back_to_board(site, question.journey)


def _back_to_board(site, journey):
    return redirect(f"{reverse('home:board', args=[site])}?{urlencode({'forslag': journey.pk})}#forslag")


def answer_request(request, site, request_id):
    """What a guide may know before saying yes: no phone number, no last name, no address."""
    asked, now = get_object_or_404(queries.all_requests_to(request.actor), pk=request_id), timezone.now()
    require(request.actor, Deed.ANSWER_GUIDE_REQUEST, site_id=asked.site_id, owners=(asked.volunteer.user_id,))
    form = bound(request, forms.Answer)
    if not queries.is_open(asked):
        typed = typed_in(form)
        return render(
            request, "matching/answered.html", {"asked": asked, "typed": typed}, status=409 if typed else 200
        )
    if request.method == "POST" and form.is_valid():
        return _keep_answer(request, site, asked, form.cleaned_data, now)
    if request.method == "GET":
        look(by=request.actor, page="matching:answer_request", people=[asked.journey.participant_id], now=now)
    page = {
        "asked": asked,
        "age": asked.journey.participant.age(now),
        "form": form,
        "fit": queries.fit_of(asked.journey, asked.volunteer, now, says_you=True),
    }
    return render(request, "matching/answer_request.html", page, status=422 if form.errors else 200)


def _keep_answer(request, site, asked, answer, now):
    person = asked.journey.participant.first_name or _("borgeren")
    if answer["answer"] == "yes":
        journey = actions.accept_request(by=request.actor, request=asked, now=now)
        messages.success(request, _("Tak. Nu er det dig, der følger %(person)s på vej.") % {"person": person})
        return redirect("journeys:journey", site, journey.pk)
    actions.decline_request(by=request.actor, request=asked, now=now, note=answer["note"])
    messages.success(request, _("Tak for svaret. Det er helt fint at sige nej."))
    return redirect("home:day", site)
