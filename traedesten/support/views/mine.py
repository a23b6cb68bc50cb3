"""A guide's own shifts: those they have, those they could take, what they wish, and their calendar."""

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from traedesten.audit.actions import look
from traedesten.domain.access import Deed, require
from traedesten.domain.journey import MoveNotAllowed, Stale
from traedesten.domain.slots import DAYS
from traedesten.people.models import Volunteer
from traedesten.people.queries import volunteer_of
from traedesten.support import actions, forms, queries, sheet
from traedesten.support.models import Duty, Shift, ShiftWish
from traedesten.support.roster import ALWAYS
from traedesten.ui.labels import words
from traedesten.ui.typed import renew


def my_shifts(request, site):
    """My shifts, and those that somebody can take over."""
    guide = _me(request)
    return _shown(request, guide)


def _shown(request, guide: Volunteer, *, status: int = 200, **more):
    now, today, plan = timezone.now(), timezone.localdate(), queries.plan()
    free = _free(guide, today) if plan else []
    people = {guide.pk, *(swap.duty.guide_id for swap, *_rest in free if swap)}
    look(by=request.actor, page="support:my_shifts", people=people, now=now)
    page = {
        "plan": plan,
        "guide": guide,
        "terms": queries.terms_of(guide),
        "duties": [(duty, sheet.when(duty.shift, today)) for duty in queries.own_duties(guide, today)],
        "free": free,
        "link": queries.calendar_link(guide, now),
        **more,
    }
    return render(request, "support/my_shifts.html", page, status=status)


def _free(guide: Volunteer, today) -> list[tuple]:
    """(offer or None, shift, when, why not, what it goes beyond) for all that can be taken over, soonest first; one
    row a shift. Guides may go beyond their own wishes, and are told when they do."""
    plan = queries.plan()
    facts = queries.facts(plan, today, today + queries.AHEAD)
    rows = {swap.duty.shift_id: (swap, swap.duty.shift) for swap in reversed(queries.offers())}
    rows = {pk: row for pk, row in rows.items() if row[0].duty.guide_id != guide.pk}
    rows |= {shift.pk: (None, shift) for shift in queries.free_places(plan, today) if shift.pk not in rows}
    own = {duty.shift_id for duty in facts.duties if duty.guide_id == guide.pk}
    found = []
    for swap, shift in sorted(rows.values(), key=lambda row: (row[1].on, row[1].starts)):
        if shift.pk not in own and shift.starts_at(facts.zone) > timezone.now():
            against = facts.against(guide, shift)
            why = [str(words("shift_take_against", code)) for code in against if code in ALWAYS][:1]
            beyond = [words("shift_take_beyond", code) for code in against if code not in ALWAYS]
            found.append((swap, shift, sheet.when(shift, today), "".join(why), beyond))
    return found


def wishes(request, site):
    """When I can, when I would like to, and what everybody may see of me."""
    guide, now, status = _me(request), timezone.now(), 0
    plan, terms = queries.plan(), queries.terms_of(guide)
    if plan is None:
        return render(request, "support/no_house.html")
    form = _wishes_form(request, plan, guide, terms)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_wishes(by=request.actor, guide=guide, now=now, **form.facts)
        except Stale:
            status = 409
            renew(form, queries.terms_of(guide).version)
        else:
            messages.success(request, _("Tak. Det bruger vi, når vagterne bliver lagt."))
            return redirect("support:my_shifts", site)
    look(by=request.actor, page="support:wishes", people=[guide.pk], now=now)
    page = {"form": form, "guide": guide, "terms": terms, "overtaken": status == 409}
    return render(request, "support/wishes.html", page, status=status or (422 if form.errors else 200))


def _wishes_form(request, plan, guide: Volunteer, terms) -> forms.Wishes:
    today = timezone.localdate()
    openings = [(row, f"{words('slot_day', DAYS[row.weekday])} {sheet.hours(row)}") for row in queries.openings(plan)]
    days = sorted({row.on for row in queries.shifts(plan, today + timedelta(days=1), today + queries.AHEAD)})
    known = list(queries.wishes_of(guide))
    away = [str(row.on) for row in known if row.on and row.answer == ShiftWish.Answer.CANNOT]
    choices = [(str(on), sheet.day(on, today)) for on in days]
    start = {f"opening_{row.opening_id}": row.answer for row in known if row.opening_id}
    start |= {"away_on": away, "expected_version": terms.version if terms else 0}
    start |= {"most_a_week": terms.most_a_week if terms else 1}
    start |= {"shown": terms.shown} if terms else {}
    return forms.Wishes(
        request.POST if request.method == "POST" else None, openings=openings, days=choices, initial=start
    )


@require_POST
def offer_duty(request, site, duty_id):
    duty = _mine(request, duty_id)
    try:
        actions.offer_duty(by=request.actor, duty=duty, now=timezone.now())
    except MoveNotAllowed:
        messages.info(request, _("Den vagt er allerede ændret. Sådan ser dine vagter ud nu."))
    else:
        messages.success(request, _("De andre kan se det nu. Vagten er din, til en anden tager den."))
    return redirect("support:my_shifts", site)


@require_POST
def keep_duty(request, site, duty_id):
    """Take the offer back."""
    duty = _mine(request, duty_id)
    try:
        actions.keep_duty(by=request.actor, duty=duty, now=timezone.now())
    except MoveNotAllowed:
        messages.info(request, _("En anden har taget vagten imens."))
    else:
        messages.success(request, _("Du beholder vagten."))
    return redirect("support:my_shifts", site)


def call_off(request, site, duty_id):
    """I cannot come: ask once, then open the shift to the others."""
    duty = _mine(request, duty_id)
    if duty.state != Duty.State.PUBLISHED:
        messages.info(request, _("Den vagt er allerede ændret. Sådan ser dine vagter ud nu."))
        return redirect("support:my_shifts", site)
    if request.method == "POST":
        actions.call_off_duty(by=request.actor, duty=duty, now=timezone.now())
        messages.success(request, _("Tak for beskeden. De andre og koordinatoren har fået det at vide."))
        return redirect("support:my_shifts", site)
    look(by=request.actor, page="support:call_off", people=[duty.guide_id], now=timezone.now())
    page = {"duty": duty, "when": sheet.when(duty.shift, timezone.localdate())}
    return render(request, "support/call_off.html", page)


@require_POST
def take_shift(request, site, shift_id):
    guide, shift = _me(request), get_object_or_404(Shift, pk=shift_id)
    try:
        actions.take_shift(by=request.actor, shift=shift, guide=guide, now=timezone.now())
    except actions.NothingFree:
        return _shown(request, guide, status=409, problem=_("En anden var hurtigere. Vagten er ikke ledig mere."))
    except actions.RuleBroken as broken:
        problem = " ".join(str(words("shift_take_against", code)) for code in broken.codes)
        return _shown(request, guide, status=409, problem=problem)
    today = timezone.localdate()
    messages.success(request, _("Tak. Vagten %(when)s er din.") % {"when": sheet.when(shift, today)})
    return redirect("support:my_shifts", site)


@require_POST
def open_calendar(request, site):
    """A new secret address. It is shown on this page alone, once."""
    guide = _me(request)
    token = actions.open_calendar(by=request.actor, guide=guide, now=timezone.now())
    address = settings.PUBLIC_URL + reverse("support:guide_calendar", args=[site, token])
    answer = _shown(request, guide, address=address)
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
def close_calendar(request, site):
    actions.close_calendar(by=request.actor, guide=_me(request), now=timezone.now())
    messages.success(request, _("Kalenderlinket virker ikke mere."))
    return redirect("support:my_shifts", site)


def _me(request) -> Volunteer:
    guide = volunteer_of(request.user.pk)
    if guide is None:
        raise Http404
    require(request.actor, Deed.WISH_SHIFTS, site_id=request.site.pk, owners=(guide.user_id,))
    return guide


def _mine(request, duty_id) -> Duty:
    return get_object_or_404(Duty.objects.select_related("shift", "guide__key"), pk=duty_id, guide=_me(request))
