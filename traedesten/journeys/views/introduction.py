"""The page of an offer's contact person: somebody new is coming."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from traedesten.audit.actions import look
from traedesten.consent.queries import may
from traedesten.domain.access import Role
from traedesten.domain.consent import Purpose
from traedesten.domain.journey import Stone
from traedesten.journeys import actions
from traedesten.journeys.models import Introduction, Visit
from traedesten.journeys.queries import wishes_of
from traedesten.tenancy import links
from traedesten.tenancy.models import Link


def enter(request, site, token):
    return links.enter(request, token=token, purpose=Link.Purpose.INTRODUCTION, to="journeys:introduction")


def page(request, site):
    """A first name, a first day and what makes it easier, as long as the person says yes; asked on every request."""
    now = timezone.now()
    link = links.link_in(request, Link.Purpose.INTRODUCTION)
    introduction = _introduction(link) if link else None
    if introduction is None:
        return links.gone(request)
    person = introduction.relative or introduction.journey.participant
    may_tell = may(person.pk, Purpose.SHARE_WITH_OFFER, now, about_id=introduction.offer_id)
    if not may_tell or introduction.stone == Stone.LEFT:
        return render(request, "journeys/introduction.html", {"is_on": False, "may_tell": may_tell})
    by = links.actor_of(link, Role.OFFER_CONTACT)
    if request.method == "POST":
        actions.answer_offer(by=by, introduction=introduction, now=now)
        messages.success(request, _("Tak. Det betyder meget, at nogen står klar."))
        return redirect("journeys:introduction", site)
    look(by=by, page="journeys:introduction", people=[person.pk], now=now)
    context = {
        "is_on": True,
        "introduction": introduction,
        "person": person,
        "guide": introduction.journey.guide,
        "wishes": None if introduction.relative else wishes_of(introduction.journey),
        "has_been": introduction.visits.filter(state=Visit.State.DONE).exists(),
        "visit": introduction.visits.filter(state=Visit.State.PLANNED).order_by("starts_at").first(),
    }
    return render(request, "journeys/introduction.html", context)


def _introduction(link) -> Introduction | None:
    rows = Introduction.objects.select_related(
        "offer__key", "offer__venue__area", "relative__key", "journey__participant__key", "journey__guide__key", "key"
    )
    return rows.filter(pk=link.subject_id).first()
