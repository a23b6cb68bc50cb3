"""What every page about one journey has in common: whose it is, the frame around it, and the look-up."""

from datetime import datetime

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from traedesten.audit.actions import look
from traedesten.domain.access import Deed, Role, require
from traedesten.domain.journey import MoveNotAllowed
from traedesten.journeys import queries
from traedesten.journeys.models import Introduction, Journey
from traedesten.ui.kept_ahead import is_kept_ahead


def journey_with(request, journey_id, deed: Deed, *, form: bool = False) -> Journey:
    """The journey, when the actor may see it and do this on it.

    With ``form`` the view binds a form: a guide who wrote while the journey ended or went to somebody else
    then gets a 409 with what was typed (``ui.typed.bound`` raises it), where others get their 404.
    """
    if form and request.method == "POST" and queries.has_walked(request.actor, journey_id):
        journey = queries.journeys().get(pk=journey_id)
        if not queries.visible_journeys(request.actor).filter(pk=journey_id).exists():
            request.too_late = MoveNotAllowed(journey.stage, deed)
            return journey
    journey = found(request, queries.visible_journeys(request.actor), journey_id)
    require(request.actor, deed, site_id=journey.site_id, owners=journey.owners)
    return journey


def found(request, rows: QuerySet[Journey], journey_id) -> Journey:
    """The journey among these rows. A guide who has walked it is told so, without a name; nobody else is."""
    journey = rows.filter(pk=journey_id).first()
    if journey is None:
        raise Http404("no_longer_yours" if queries.has_walked(request.actor, journey_id) else "")
    return journey


def readable_journey(request, journey_id, deed: Deed, now: datetime) -> Journey:
    """As ``journey_with``, and for a while also what the guide walked until it ended."""
    journey = found(request, queries.readable_journeys(request.actor, now), journey_id)
    require(request.actor, deed, site_id=journey.site_id, owners=journey.owners)
    return journey


def stone_on(journey: Journey, introduction_id) -> Introduction:
    return get_object_or_404(queries.introductions_of(journey), pk=introduction_id)


def frame(request, journey: Journey | None = None) -> dict:
    """A coordinator sees the desk's frame, but as the guide of this journey the guide's own."""
    is_mine = journey is not None and journey.guide_id and journey.guide.user_id == request.actor.user_id
    as_staff = request.actor.has(Role.COORDINATOR) and not is_mine
    home = "home:board" if as_staff else "home:day"
    return {"as_staff": as_staff, "home_url": reverse(home, args=[request.site.slug])}


def page(request, name: str, journey: Journey, *, people=(), status: int = 0, form=None, **context):
    """Answer with a page about a journey. A GET is written down as a look-up of everybody it shows.

    A phone that fetches the page ahead, to have it without network, says so; then that is what is written.
    """
    if request.method == "GET":
        shown = [journey.participant_id, *people]
        kept = "_kept" if is_kept_ahead(request) else ""
        look(by=request.actor, page=f"journeys:{name}{kept}", people=shown, now=timezone.now())
    context |= frame(request, journey)
    context |= {"journey": journey, "person": journey.participant, "form": form}
    context.setdefault("back_url", reverse("journeys:journey", args=[request.site.slug, journey.pk]))
    context["overtaken"] = status == 409
    status = status or (422 if form is not None and form.errors else 200)
    return render(request, f"journeys/{name}.html", context, status=status)


def back(request, journey: Journey):
    """To the journey's page."""
    return redirect("journeys:journey", request.site.slug, journey.pk)
