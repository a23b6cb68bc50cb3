"""The journeys, and the page of one."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from traedesten.audit.actions import look
from traedesten.consent import queries as consents
from traedesten.domain.access import Deed, Role, may
from traedesten.domain.journey import Stage, Stale, Support, main_support_reason, milestones
from traedesten.journeys import actions, queries
from traedesten.journeys.forms import meeting as forms
from traedesten.journeys.models import Journey, Visit
from traedesten.journeys.views.page import back, frame, journey_with, page, posted, renew
from traedesten.tenancy.queries import areas
from traedesten.ui.labels import words

PER_PAGE = 50
FILTERS = ("alle", "igang", "stille", "pause", "afsluttet")


def journeys(request, site):
    """A guide's own open ones; a coordinator's whole site, filtered and in pages of fifty."""
    now = timezone.now()
    chosen = request.GET.get("vis", "alle")
    if chosen not in FILTERS:
        raise Http404
    as_staff = request.actor.has(Role.COORDINATOR)
    rows = queries.journeys_shown(request.actor, chosen, now)
    shown = Paginator(rows, PER_PAGE).get_page(request.GET.get("side"))
    people = [row.participant_id for row in shown] + [row.guide_id for row in shown if as_staff]
    look(by=request.actor, page="journeys:journeys", people=people, now=now)
    today = timezone.localdate(now)
    context = {
        "cards": [(row, _stones(row), row.week(today)) for row in shown],
        "shown": shown,
        "chosen": chosen,
        "filters": _filters() if as_staff else (),
        "n": shown.paginator.count,
    }
    return render(request, "journeys/journeys.html", frame(request) | context)


def _filters():
    labels = (_("Alle"), _("I gang"), _("Stille"), _("På pause"), _("Afsluttet"))
    return tuple(zip(FILTERS, labels, strict=True))


def _stones(journey: Journey) -> list[tuple]:
    steps = milestones(queries.reached(journey))
    return [(words("milestone", name), state) for name, state in steps]


@dataclass(frozen=True)
class Happened:
    """One line in the timeline."""

    at: datetime
    what: str
    note: str
    felt: int | None = None


def journey(request, site, journey_id):
    now = timezone.now()
    journey = journey_with(request, journey_id, Deed.LOG_CONTACT)
    today = timezone.localdate(now)
    stones = list(queries.introductions_of(journey))
    relatives = list(queries.relatives_of(journey))
    agreement = queries.agreement_of(journey)
    together = queries.visits_together(journey)
    stopped = consents.contact_stopped([journey.participant_id, *(row.pk for row in relatives)])
    given = [row for row in consents.consents_of(journey.participant_id) if row.withdrawn_at is None]
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
        happened=_happened(journey, stones),
        follow_ups=queries.follow_ups_of(journey),
        assessments=journey.assessments.order_by("-at") if request.actor.has(Role.COORDINATOR) else (),
        may_reopen=may(request.actor, Deed.REOPEN_JOURNEY, site_id=journey.site_id),
        today=today,
        now=now,
        age=journey.participant.age(today),
        week=journey.week(today),
        silent_days=_silent_days(journey, request.site, today),
    )


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


def _happened(journey, stones) -> list[Happened]:
    """Contacts and visits in one line of time, the newest first."""
    lines = [_contact_line(row) for row in queries.contacts_of(journey)]
    for stone in stones:
        for visit in stone.visits.all():
            if visit.state == Visit.State.DONE:
                who = _("sammen") if visit.with_guide else _("på egen hånd")
                what = _("Besøg hos %(offer)s, %(who)s") % {"offer": stone.offer.name, "who": who}
                lines.append(Happened(visit.starts_at, what, visit.words, visit.felt))
    return sorted(lines, key=lambda line: line.at, reverse=True)


def _contact_line(contact) -> Happened:
    what = str(words("contact_kind", contact.kind))
    if contact.relative:
        what = _("%(what)s – med %(name)s") % {"what": what, "name": contact.relative.first_name}
    return Happened(contact.held_at, what, contact.note)


def edit_participant(request, site, journey_id):
    now = timezone.now()
    journey = journey_with(request, journey_id, Deed.EDIT_PERSON)
    person, status, theirs = journey.participant, 0, ()
    known = {name: getattr(person, name) for name in forms.Participant.base_fields if hasattr(person, name)}
    form = forms.Participant(
        posted(request),
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


def changed_since(form, known: dict) -> list[tuple]:
    """(label, what stands now) for every field where the form says something else."""
    return [
        (form[name].label, in_words(form.fields[name], value))
        for name, value in known.items()
        if name != "expected_version" and form.cleaned_data.get(name) != value
    ]


def in_words(field, value) -> str:
    """A kept value as people read it."""
    if isinstance(value, bool):
        return _("Ja") if value else _("Nej")
    labels = dict(field.choices) if hasattr(field, "choices") and not hasattr(field, "queryset") else {}
    many = value if isinstance(value, list) else [value]
    return ", ".join(str(labels.get(one, one)) for one in many if one not in (None, "")) or "–"


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
