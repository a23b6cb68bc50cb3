"""The page of the municipality's bridge builder: what the person has agreed to hand over."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from traedesten.audit.actions import look
from traedesten.consent.queries import may
from traedesten.domain.access import Deed, Role
from traedesten.domain.consent import Purpose
from traedesten.journeys import actions, queries
from traedesten.journeys.forms import person as forms
from traedesten.journeys.models import Handover
from traedesten.journeys.views.page import back, journey_with
from traedesten.tenancy import links
from traedesten.tenancy.models import Link


def enter(request, site, token):
    return links.enter(request, token=token, purpose=Link.Purpose.HANDOVER, to="journeys:handover")


def page(request, site):
    """Who, how to reach them, and what they want told; as long as they say yes to it."""
    now = timezone.now()
    link = links.link_in(request, Link.Purpose.HANDOVER)
    handover = _handover(link) if link else None
    if handover is None:
        return links.gone(request)
    participant = handover.journey.participant
    if not may(participant.pk, Purpose.HANDOVER, now):
        return render(request, "journeys/handover.html", {"is_on": False})
    by = links.actor_of(link, Role.BRIDGE_BUILDER)
    initial = {"answer": handover.answer, "note": handover.answer_note}
    form = forms.HandoverAnswer(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.answer_handover(by=by, handover=handover, now=now, **form.cleaned_data)
        messages.success(request, _("Tak for dit svar. Det er givet videre."))
        return redirect("journeys:handover", site)
    look(by=by, page="journeys:handover", people=[participant.pk], now=now)
    context = {"is_on": True, "handover": handover, "participant": participant, "form": form}
    return render(request, "journeys/handover.html", context, status=422 if form.errors else 200)


@require_POST
def see_answer(request, site, journey_id, handover_id):
    """The coordinator has read the answer; it leaves the board."""
    journey = journey_with(request, journey_id, Deed.HAND_OVER)
    found = get_object_or_404(queries.handovers_of(journey), pk=handover_id)
    actions.see_answer(by=request.actor, handover=found, now=timezone.now())
    messages.success(request, _("Godt. Svaret står stadig på forløbet."))
    return back(request, journey)


def _handover(link) -> Handover | None:
    rows = Handover.objects.select_related("journey__participant__key", "journey__key", "key")
    return rows.filter(pk=link.subject_id).first()
