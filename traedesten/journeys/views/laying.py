"""Finding the next stone while talking: the way with its reasons, a wish typed in, one tap to lay it or to say no."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from traedesten.audit.actions import look
from traedesten.domain.access import Deed
from traedesten.domain.journey import Stale
from traedesten.journeys import actions, queries
from traedesten.journeys.forms import stones as forms
from traedesten.journeys.views.page import back, journey_with, page
from traedesten.journeys.way import card_of, way
from traedesten.offers.models import Offer
from traedesten.offers.queries import open_offers
from traedesten.ui.labels import choices
from traedesten.ui.typed import bound, changed_since, renew

BEST = 5
"""Offers shown at once; the rest are a tap away."""


def lay_stone(request, site, journey_id):
    """First the way, with what speaks for each stone; then, with ?tilbud=, the words about the one chosen."""
    journey = journey_with(request, journey_id, Deed.LAY_STONE, form=True)
    relatives = queries.relatives_of(journey)
    form, status, theirs = _stone_form(request, journey, relatives), 0, ()
    journey.require_open("lay_stone")
    if request.method == "POST" and form.is_valid():
        try:
            stone = actions.lay_stone(by=request.actor, journey=journey, now=timezone.now(), **form.cleaned_data)
        except Stale:
            renew(form, journey.version)
            status, theirs = 409, changed_since(form, _as_laid(journey, form.cleaned_data))
        else:
            messages.success(request, _("%(offer)s ligger nu på vejen.") % {"offer": stone.offer.name})
            return back(request, journey)
    answer = {"form": form, "status": status, "theirs": theirs, "relatives": relatives}
    chosen = _chosen(form)
    if chosen is None:
        return _way_page(request, journey, **answer)
    to = str(form["relative"].value() or "")
    card = card_of(journey, chosen, timezone.localdate(), request.site.confirm_offers_days, to=to)
    people = [row.pk for row in relatives]
    return page(request, "lay_stone", journey, people=people, cards=[card], chosen=chosen, **answer)


def seek_stone(request, site, journey_id):
    """The same list, of the offers that answer a wish. It is posted: what a person wishes stands in no address."""
    journey = journey_with(request, journey_id, Deed.LAY_STONE, form=True)
    if request.method != "POST":
        return redirect("journeys:lay_stone", site, journey.pk)
    wish = bound(request, forms.Wish)
    journey.require_open("lay_stone")
    relatives = queries.relatives_of(journey)
    shown = [journey.participant_id, *(row.pk for row in relatives)]
    look(by=request.actor, page="journeys:lay_stone", people=shown, now=timezone.now())
    return _way_page(request, journey, form=None, relatives=relatives, wish=wish)


def _way_page(request, journey, *, relatives, form, wish=None, **answer):
    kind, to = request.GET.get("slags", ""), request.GET.get("til", "")
    to = to if any(str(row.pk) == to for row in relatives) else ""
    kinds = [(code, label) for code, label in choices("offer_kind") if to or code != Offer.Kind.RELIEF]
    kind = kind if any(code == kind for code, _label in kinds) else ""
    text = wish.cleaned_data["wish"] if wish is not None and wish.is_valid() else ""
    about = {"kind": kind, "to": to, "wish": text}
    answer["beside"] = next((row for row in relatives if str(row.pk) == to), None)
    found = way(journey, timezone.localdate(), request.site.confirm_offers_days, **about)
    if wish is not None and wish.errors:
        answer["status"] = 422
    return page(
        request,
        "lay_stone",
        journey,
        form=form,
        people=[row.pk for row in relatives],
        way=found,
        cards=found.cards[:BEST],
        more=found.cards[BEST:],
        relatives=relatives,
        kinds=kinds,
        wish_form=wish or forms.Wish(),
        version=journey.version,
        **about,
        **answer,
    )


def _chosen(form: forms.Stone):
    """The open offer that the address or the form names."""
    field = form.fields["offer"]
    try:
        return field.clean(form["offer"].value())
    except ValidationError:
        return None


def _stone_form(request, journey, relatives) -> forms.Stone:
    start = {"offer": request.GET.get("tilbud"), "relative": request.GET.get("til")}
    return bound(
        request,
        forms.Stone,
        offers=open_offers(),
        relatives=relatives,
        name=journey.participant.first_name,
        initial=start | {"expected_version": journey.version},
    )


def _as_laid(journey, answers) -> dict:
    """The words of the stone that lies there already."""
    stone = queries.open_stone(journey, answers["offer"], answers["relative"])
    return {"why": stone.why, "could_be_hard": stone.could_be_hard, "is_chosen": stone.stone != "suggested"}


@require_POST
def refuse_offer(request, site, journey_id, offer_id):
    """The person says no to a place before going there."""
    journey = journey_with(request, journey_id, Deed.LAY_STONE)
    offer = get_object_or_404(open_offers(), pk=offer_id)
    actions.refuse_offer(by=request.actor, journey=journey, offer=offer, now=timezone.now())
    messages.success(request, _("Det er helt fint. Vi foreslår ikke %(offer)s igen.") % {"offer": offer.name})
    return redirect("journeys:lay_stone", site, journey.pk)
