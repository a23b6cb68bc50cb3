"""The agreement about the journey."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from traedesten.domain.access import Deed
from traedesten.domain.journey import Move, MoveNotAllowed, Stale
from traedesten.journeys import actions, queries
from traedesten.journeys.agreement_text import text_of
from traedesten.journeys.forms import agreeing as forms
from traedesten.journeys.models import Agreement
from traedesten.journeys.views.page import back, journey_with, page
from traedesten.ui.typed import bound, renew


def propose_agreement(request, site, journey_id):
    now = timezone.now()
    journey = journey_with(request, journey_id, Deed.PROPOSE_AGREEMENT, form=True)
    standing = queries.agreement_of(journey)
    today, status = timezone.localdate(now), 0
    form = bound(request, forms.Agreement, site=request.site, today=today, version=journey.version, standing=standing)
    if journey.guide_id is None or not journey.is_open:
        raise MoveNotAllowed(journey.stage, Move.AGREE)
    if request.method == "POST" and form.is_valid():
        try:
            return _propose(request, journey, form.cleaned_data, now)
        except Stale:
            renew(form, journey.version)
            status = 409
    return page(request, "propose_agreement", journey, form=form, status=status, standing=standing, text=text_of())


def _propose(request, journey, answers, now):
    way = answers.pop("way")
    actions.propose_agreement(by=request.actor, journey=journey, send=way == "link", now=now, **answers)
    name = journey.participant.first_name
    if way == "read_aloud":
        return redirect("journeys:answer_agreement", request.site.slug, journey.pk)
    if journey.participant.phone or journey.participant.email:
        messages.success(request, _("Aftalen er på vej til %(name)s. Du får svaret her.") % {"name": name})
    else:
        messages.warning(
            request,
            _("Aftalen er skrevet, men vi har ikke noget nummer til %(name)s. Læs den højt.") % {"name": name},
        )
    return back(request, journey)


def answer_agreement(request, site, journey_id):
    """Read aloud, and answered now."""
    journey = journey_with(request, journey_id, Deed.ANSWER_AGREEMENT, form=True)
    standing = queries.agreement_of(journey)
    if standing is None:
        raise Http404
    form = bound(request, forms.Answer)
    if request.method == "POST" and form.is_valid():
        accepts = form.cleaned_data["accepts"]
        if not (accepts and standing.answer == Agreement.Answer.YES):
            actions.answer_agreement(
                by=request.actor,
                journey=journey,
                agreement=standing,
                accepts=accepts,
                how=Agreement.How.READ_ALOUD,
                now=timezone.now(),
            )
        messages.success(
            request, _("Så er I enige. God tur.") if accepts else _("Det er helt i orden. I kan lave en ny aftale.")
        )
        return back(request, journey)
    return page(
        request,
        "answer_agreement",
        journey,
        form=form,
        agreement=standing,
        text=text_of(standing.text_version),
        guide=standing.guide,
    )
