"""How far a referral has come, for the one who sent it: only what the person has said yes to."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from traedesten.audit.actions import look
from traedesten.consent.queries import has_taken_back, may
from traedesten.domain.access import Role
from traedesten.domain.consent import FEEDBACK_STEPS, Purpose, feedback_step
from traedesten.journeys import queries
from traedesten.referrals.models import Referral, Source
from traedesten.referrals.queries import call_by, referrals
from traedesten.tenancy import links
from traedesten.tenancy.models import Link

STEP_WORDS = (_("Modtaget"), _("I kontakt"), _("Med i noget"), _("Afsluttet"))


def enter(request, site, token):
    return links.enter(request, token=token, purpose=Link.Purpose.REFERRAL_STATUS, to="journeys:referral_status")


def status(request, site):
    link = links.link_in(request, Link.Purpose.REFERRAL_STATUS)
    referral = referrals().filter(pk=link.subject_id).first() if link else None
    if referral is None:
        return links.gone(request)
    now = timezone.now()
    journey = queries.journeys().filter(referral=referral).order_by("-opened_at").first()
    if journey:
        by = links.actor_of(link, Role.REFERRER)
        look(by=by, page="journeys:referral_status", people=[journey.participant_id], now=now)
    step = _step(journey, now)
    promised, is_open = call_by(referral.received_at), referral.state in Referral.OPEN_STATES
    context = {
        "referral": referral,
        "step": step,
        "stones": _stones(step, journey),
        "call_by": None if promised < timezone.localdate(now) or _is_silenced(journey, now) else promised,
        "is_declined": referral.state == Referral.State.DECLINED,
        "is_about_oneself": referral.source == Source.SELF,
        "question": referral.question,
        "awaits_answer": bool(referral.question) and is_open,
    }
    return render(request, "journeys/status.html", context)


def _step(journey, now) -> str:
    """Without a journey, or without a yes from the person, nothing beyond "received" is told."""
    if journey is None:
        return "received"
    facts = queries.reached(journey)
    return feedback_step(
        opened=True,
        contacted=facts.talk,
        attending=facts.together or facts.community,
        ended=not journey.is_open,
        may_tell=may(journey.participant_id, Purpose.FEEDBACK, now),
    )


def _is_silenced(journey, now) -> bool:
    """Whether the person first let us tell and then took it back: an old promise would then say too much."""
    return journey is not None and has_taken_back(journey.participant_id, Purpose.FEEDBACK, now)


def _stones(step: str, journey) -> list[tuple[str, str]]:
    """(words, "reached" | "now" | "ahead"). A journey may end before anybody has been anywhere."""
    here = FEEDBACK_STEPS.index(step)
    states = [
        "reached" if place < here else "now" if place == here else "ahead" for place in range(len(FEEDBACK_STEPS))
    ]
    if step == "ended":
        facts = queries.reached(journey)
        states[1:3] = ["reached" if fact else "ahead" for fact in (facts.talk, facts.together or facts.community)]
    return list(zip(STEP_WORDS, states, strict=True))
