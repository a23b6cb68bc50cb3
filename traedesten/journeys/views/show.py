"""The journeys, and the page of one."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import prefetch_related_objects
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from traedesten.audit.actions import look
from traedesten.consent import queries as consents
from traedesten.domain.access import Actor, Deed, Role, may
from traedesten.domain.journey import Stage, Stale, Support, main_support_reason, milestones
from traedesten.journeys import actions, queries, timeline
from traedesten.journeys.forms import meeting as forms
from traedesten.journeys.models import Journey
from traedesten.journeys.views.page import back, frame, journey_with, page, readable_journey
from traedesten.people.models import Volunteer
from traedesten.people.queries import guides
from traedesten.tenancy.queries import areas
from traedesten.ui.labels import words
from traedesten.ui.typed import bound, changed_since, renew

PER_PAGE = 50
NEWEST = 3
"""Lines of what has happened shown at once; the rest are a tap away."""
FILTERS = ("igang", "stille", "pause", "afsluttet", "alle")


def journeys(request, site):
    """A guide's own; a coordinator's whole site, filtered and in pages of fifty.

    A coordinator may look for a first name. It is posted, because a name does not belong in an address.
    """
    now = timezone.now()
    chosen = request.GET.get("vis", "igang")
    if chosen not in FILTERS:
        raise Http404
    as_staff = request.actor.has(Role.COORDINATOR)
    named = request.POST.get("navn", "").strip()[:80] if as_staff else ""
    guide = _guide_in(request) if as_staff else None
    rows = queries.journeys_named(named) if named else queries.journeys_shown(request.actor, chosen, now, guide)
    shown = Paginator(rows, PER_PAGE).get_page(request.GET.get("side"))
    people = [row.participant_id for row in shown] + [row.guide_id for row in shown if as_staff]
    look(by=request.actor, page="journeys:journeys", people=people, now=now)
    today = timezone.localdate(now)
    context = {
        "cards": [(row, _stones(row), row.week(today)) for row in shown],
        "named": named,
        "guide": guide,
        "guides": guides() if as_staff else (),
        "more": f"&guide={guide.pk}" if guide else "",
        "shown": shown,
        "chosen": chosen,
        "filters": _filters() if as_staff else _filters_of_guide(),
        "n": shown.paginator.count,
    }
    return render(request, "journeys/journeys.html", frame(request) | context)


def _filters():
    labels = (_("I gang"), _("Stille"), _("På pause"), _("Afsluttet"), _("Alle"))
    return tuple(zip(FILTERS, labels, strict=True))


def _guide_in(request) -> Volunteer | None:
    """The guide asked for, when there is one with this id."""
    wanted = request.GET.get("guide", "")
    return next((row for row in guides() if str(row.pk) == wanted), None)


def _filters_of_guide():
    return (("igang", _("Nu")), ("afsluttet", _("Afsluttet for nylig")))


def _stones(journey: Journey) -> list[tuple]:
    steps = milestones(queries.reached(journey))
    return [(words("milestone", name), state) for name, state in steps]


def journey(request, site, journey_id):
    now = timezone.now()
    journey = readable_journey(request, journey_id, Deed.LOG_CONTACT, now)
    today = timezone.localdate(now)
    stones = list(queries.introductions_of(journey))
    relatives = list(queries.relatives_of(journey))
    agreement = queries.agreement_of(journey)
    together = queries.visits_together(journey)
    stopped = consents.contact_stopped([journey.participant_id, *(row.pk for row in relatives)])
    given = [row for row in consents.consents_of(journey.participant_id) if row.withdrawn_at is None]
    happened = timeline.happened(journey, stones, request.actor.user_id, now)
    return page(
        request,
        "journey",
        journey,
        people=[journey.guide_id, *(row.pk for row in relatives)],
        milestones=_stones(journey),
        stones=[row for row in stones if row.relative_id is None],
        relief=[row for row in stones if row.relative_id],
        relatives=relatives,
        agreement=agreement,
        together=together,
        stopped_at=stopped.get(journey.participant_id),
        relatives_stopped=[row for row in relatives if row.pk in stopped],
        support=main_support_reason(_support(journey, agreement, together, today)),
        consents=sorted({row.purpose for row in given}),
        wishes=queries.wishes_of(journey),
        happened=happened[:NEWEST],
        earlier=happened[NEWEST:],
        follow_ups=queries.follow_ups_of(journey),
        handovers=queries.handovers_of(journey),
        today=today,
        now=now,
        age=journey.participant.age(today),
        week=journey.week(today),
        silent_days=_silent_days(journey, request.site, today),
        **_by_role(request.actor, journey),
    )


def _by_role(actor: Actor, journey: Journey) -> dict:
    """What a coordinator sees beyond the guide, and what each may do from here."""
    is_coordinator = actor.has(Role.COORDINATOR)
    if is_coordinator:
        prefetch_related_objects([journey], *queries.judgements())
    return {
        "is_coordinator": is_coordinator,
        "step": queries.step_of_coordinator(journey) if is_coordinator else "",
        "assessments": journey.judged if is_coordinator else (),
        "may_open": journey.is_open or is_coordinator,
        "may_hand_over": may(actor, Deed.HAND_OVER, site_id=journey.site_id),
        "may_reopen": may(actor, Deed.REOPEN_JOURNEY, site_id=journey.site_id, owners=journey.owners),
    }


def _silent_days(journey: Journey, site, today) -> int:
    """0 unless it has been quiet for longer than the site allows."""
    days = journey.silent_days(today)
    return days if journey.stage in (Stage.MEETING, Stage.WALKING) and days >= site.silence_days else 0


def _support(journey, agreement, together: int, today) -> Support:
    weeks = (agreement.ends_on - timezone.localdate(agreement.proposed_at)).days // 7 if agreement else 0
    return Support(
        visits_together=together,
        planned_visits=agreement.planned_visits if agreement else 0,
        went_alone=journey.has_gone_alone,
        weeks_with_guide=(journey.week(today) or 1) - 1,
        planned_weeks=weeks,
        has_stone=journey.has_stone,
    )


def edit_participant(request, site, journey_id):
    now = timezone.now()
    journey = journey_with(request, journey_id, Deed.EDIT_PERSON, form=True)
    person, status, theirs = journey.participant, 0, ()
    known = {name: getattr(person, name) for name in forms.Participant.base_fields if hasattr(person, name)}
    form = bound(
        request,
        forms.Participant,
        areas=areas(),
        today=timezone.localdate(now),
        initial=known | {"expected_version": journey.version},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_participant(by=request.actor, journey=journey, now=now, **form.cleaned_data)
        except Stale:
            renew(form, journey.version)
            status, theirs = 409, changed_since(form, known)
        else:
            messages.success(request, _("Tak. Nu står det rigtigt."))
            return back(request, journey)
    return page(request, "edit_participant", journey, form=form, status=status, theirs=theirs)


@require_POST
def close_change(request, site, journey_id):
    """What the person asked to have put right or deleted has been."""
    journey = journey_with(request, journey_id, Deed.EDIT_PERSON)
    actions.close_change(by=request.actor, journey=journey, now=timezone.now())
    messages.success(request, _("Tak. Det er gemt."))
    return back(request, journey)


@require_POST
def send_link(request, site, journey_id):
    journey = journey_with(request, journey_id, Deed.SEND_LINK)
    person = journey.participant
    if not (person.phone or person.email):
        messages.warning(request, _("Vi har hverken nummer eller mail endnu. Skriv det ind først."))
        return redirect("journeys:edit_participant", site, journey.pk)
    actions.send_person_link(by=request.actor, journey=journey, now=timezone.now())
    messages.success(request, _("%(name)s får et link til sin egen side nu.") % {"name": person.first_name})
    return back(request, journey)
