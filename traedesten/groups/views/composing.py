"""Groups on the coordinator's table: which there are, a new one, and who is to sit in it."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from traedesten.audit.actions import look
from traedesten.domain.access import Deed, require
from traedesten.domain.composing import NotYet, blocking
from traedesten.domain.courses import Course, Seat
from traedesten.domain.journey import Stale
from traedesten.groups import actions, prints
from traedesten.groups.findings import told
from traedesten.groups.forms import composing as forms
from traedesten.groups.models import Member, SelfHelpGroup
from traedesten.groups.queries import courses, pool
from traedesten.tenancy.queries import areas
from traedesten.ui.labels import words
from traedesten.ui.typed import bound, renew, version_of

IN_ORDER = (Seat.ASKS, Seat.CHOSEN, Seat.INVITED, Seat.YES)


def groups(request, site):
    """All groups by where they stand, with their seats and who holds them."""
    require(request.actor, Deed.COMPOSE_GROUP, site_id=request.site.pk)
    rows, asks = courses.by_state(), list(courses.questions())
    look(by=request.actor, page="groups:groups", people=[row.seeker_id for row in asks], now=timezone.now())
    page = {
        "states": [(state, words("course_state", state), of_state) for state, of_state in rows.items() if of_state],
        "inviting": len(rows[Course.INVITING]),
        "running": len(rows[Course.RUNNING]),
        "questions": asks,
        "programmes": pool.programmes_open(),
        "tab": "groups",
    }
    return render(request, "groups/groups.html", page)


def plan_group(request, site):
    """A new group from a programme."""
    require(request.actor, Deed.COMPOSE_GROUP, site_id=request.site.pk)
    now, open_ones = timezone.now(), pool.programmes_open()
    first = open_ones.filter(slug=request.GET.get("program", "")).first() or open_ones.first()
    begun = {name: getattr(first, name) for name in ("smallest", "largest", "minutes")} if first else {}
    about = {"areas": areas(), "volunteers": courses.able(timezone.localdate(now)), "programmes": open_ones}
    form = bound(request, forms.Plan, initial=begun | {"programme": first and first.pk}, **about)
    if form.is_valid():
        pair, programme = form.cleaned_data["facilitators"], form.cleaned_data["programme"]
        row = actions.plan_group(by=request.actor, programme=programme, now=now, facilitators=pair, **form.answers)
        messages.success(request, _("Gruppen er på bordet. Vælg, hvem der skal være med."))
        return redirect("groups:group", site, row.pk)
    page = {"form": form, "has_programmes": first is not None}
    return render(request, "groups/plan_group.html", page, status=422 if form.errors else 200)


def edit_group(request, site, group_id):
    """Another time, place, size or pair."""
    row, now = _row(request, group_id), timezone.now()
    known = {name: getattr(row, name) for name in forms.OF_GROUP} | {"expected_version": row.version}
    known["facilitators"] = [one.volunteer_id for one in courses.pair_of(row)]
    about = {"areas": areas(), "volunteers": courses.able(timezone.localdate(now)), "group": row}
    form, overtaken = bound(request, forms.Plan, initial=known, **about), False
    if form.is_valid():
        pair, version = form.cleaned_data["facilitators"], form.cleaned_data["expected_version"]
        change = {"by": request.actor, "group": row, "now": now, "expected_version": version, "facilitators": pair}
        try:
            actions.change_group(**change, **(form.answers if _is_plan(row) else {}))
        except actions.Shrunk as shrunk:
            form.refuse_shrinking(shrunk.first_names)
        except Stale:
            renew(form, row.version)
            overtaken = True
        else:
            messages.success(request, _("Gemt."))
            return redirect("groups:group", site, group_id)
    page = {"form": form, "group": row, "overtaken": overtaken, "is_plan": _is_plan(row)}
    return render(request, "groups/edit_group.html", page, status=409 if overtaken else 422 if form.errors else 200)


def group(request, site, group_id):
    """One group: those who are in it, those who could be, and what to see to."""
    return _shown(request, _row(request, group_id))


@require_POST
def move_seat(request, site, group_id):
    """Somebody into the group, onto the list, or out again."""
    row, now, form = _row(request, group_id), timezone.now(), forms.MoveSeat(request.POST)
    if not form.is_valid():
        raise BadRequest
    to, seeker = form.cleaned_data["to"], get_object_or_404(pool.seekers(), pk=form.cleaned_data["seeker"])
    if to == "out":
        member = row.members.filter(seeker=seeker).first()
        if member:
            actions.let_go(by=request.actor, member=member, now=now)
            messages.success(request, _("%(name)s venter videre i puljen.") % {"name": seeker.first_name})
        return redirect("groups:group", site, group_id)
    try:
        actions.give_seat(by=request.actor, group=row, seeker=seeker, now=now, is_next=to == "next")
    except NotYet as refused:
        return _shown(request, row, refused=refused, names={seeker.pk: seeker.first_name})
    return redirect("groups:group", site, group_id)


@require_POST
def invite_group(request, site, group_id):
    row, now = _row(request, group_id), timezone.now()
    despite = "despite" in request.POST
    try:
        actions.invite_group(
            by=request.actor, group=row, now=now, despite=despite, expected_version=version_of(request)
        )
    except NotYet as refused:
        return _shown(request, row, refused=refused)
    except Stale:
        return _shown(request, row, overtaken=True)
    messages.success(request, _("De er inviteret, og de har fået et link at svare på."))
    return redirect("groups:group", site, group_id)


@require_POST
def start_group(request, site, group_id):
    row, now = _row(request, group_id), timezone.now()
    try:
        actions.start_group(by=request.actor, group=row, now=now, expected_version=version_of(request))
    except NotYet as refused:
        return _shown(request, row, refused=refused)
    except Stale:
        return _shown(request, row, overtaken=True)
    messages.success(request, _("Gruppen er begyndt. Alle, der har sagt ja, har fået besked."))
    return redirect("groups:group", site, group_id)


@require_POST
def call_off_group(request, site, group_id):
    row = _row(request, group_id)
    actions.call_off_group(by=request.actor, group=row, now=timezone.now())
    messages.success(request, _("Gruppen er aflyst. Alle venter videre i puljen, med den tid de har ventet."))
    return redirect("groups:groups", site)


def seat_answer(request, site, member_id):
    """Write down what somebody said on the phone, or that their question has been talked over."""
    require(request.actor, Deed.COMPOSE_GROUP, site_id=request.site.pk)
    rows = Member.objects.select_related("group__programme", "seeker__key", "key")
    row, now = get_object_or_404(rows.exclude(asked_at=None), pk=member_id), timezone.now()
    name = row.seeker.first_name
    if "talked_over" in request.POST:
        actions.talk_over(by=request.actor, member=row, now=now)
        messages.success(
            request, _("Spørgsmålet er besvaret og taget væk. %(name)s kan svare i ro.") % {"name": name}
        )
        return redirect("groups:group", site, row.group_id)
    form = bound(request, forms.PhoneReply)
    if form.is_valid():
        actions.answer_invitation(by=request.actor, member=row, now=now, **form.cleaned_data)
        messages.success(request, _("Skrevet ned."))
        return redirect("groups:group", site, row.group_id)
    look(by=request.actor, page="groups:seat_answer", people=[row.seeker_id], now=now)
    page = {"form": form, "member": row, "group": row.group, "seeker": row.seeker}
    return render(request, "groups/seat_answer.html", page, status=422 if form.errors else 200)


def group_poster(request, site, group_id):
    """A group that looks for people, as a poster with a code to scan."""
    row = _row(request, group_id)
    address = settings.PUBLIC_URL + courses.public_path(row)
    return HttpResponse(prints.group_poster(request.site, row, address=address), content_type="application/pdf")


# --- the page of one group ---------------------------------------------------------------------------------------


def _row(request, group_id) -> SelfHelpGroup:
    require(request.actor, Deed.COMPOSE_GROUP, site_id=request.site.pk)
    return get_object_or_404(SelfHelpGroup.objects.select_related("programme", "area"), pk=group_id)


def _is_plan(row: SelfHelpGroup) -> bool:
    return row.state in (Course.PLANNED, Course.INVITING)


def _shown(request, row: SelfHelpGroup, *, refused: NotYet | None = None, names=None, overtaken=False):
    """The page; with what stood in the way of what was just tried."""
    row, now = courses.groups().get(pk=row.pk), timezone.now()
    about = courses.composition(row, now, with_pool=_takes_people(row))
    names = _names(about) | (names or {})
    findings = about.findings if _is_plan(row) else []
    _beside(about, findings, names, now)
    people = [*(seat.seeker_id for seat in about.seats), *(seeker.pk for seeker in about.pool)]
    look(by=request.actor, page="groups:group", people=people, now=now)
    inside = {seat.seeker_id for seat in about.seats}
    page = {
        "group": row,
        "weekday": words("slot_day", about.frame.slot[:3]),
        "pair": about.pair,
        "chosen": sorted(about.chosen, key=lambda seat: IN_ORDER.index(seat.seat)),
        "next": about.next,
        "gone": [seat for seat in about.seats if seat.seat in (Seat.NO, Seat.LET_GO, Seat.STOPPED)],
        "fitting": [seeker for seeker in about.pool if not seeker.is_hindered],
        "hindered": [seeker for seeker in about.pool if seeker.is_hindered],
        "of_group": [(one, told(one, names)) for one in findings if not one.about & inside],
        "is_hard": bool(blocking(findings)),
        "is_soft": bool(findings) and not blocking(findings),
        "to_ask": any(seat.seat == Seat.CHOSEN for seat in about.chosen),
        "takes_people": _takes_people(row),
        "is_plan": _is_plan(row),
        "has_begun": row.state in (Course.RUNNING, Course.ENDED),
        "missing": max(row.smallest - row.yes, 0),
        "refused": [told(one, names) for one in refused.findings] if refused else [],
        "overtaken": overtaken,
    }
    return render(request, "groups/group.html", page, status=409 if refused or overtaken else 200)


def _takes_people(row: SelfHelpGroup) -> bool:
    return _is_plan(row) or (row.state == Course.RUNNING and row.joining == "open")


def _names(about: courses.Composition) -> dict:
    names = {seat.seeker_id: seat.seeker.first_name for seat in about.seats}
    names |= {seeker.pk: seeker.first_name for seeker in about.pool}
    return names | {one.volunteer_id: one.volunteer.first_name for one in about.pair}


def _beside(about: courses.Composition, findings, names: dict, now) -> None:
    """Put next to everybody what was found about them, their age, and how long they have waited."""
    today = timezone.localdate(now)
    for seat in about.seats:
        own = [one for one in findings if seat.seeker_id in one.about]
        if seat.seat == Seat.NEXT:
            own = about.before(seat.seeker_id)
        seat.findings = [(one, told(one, names, seat.seeker_id)) for one in own]
        seat.years, seat.weeks = seat.seeker.age(today), seat.seeker.waited_weeks(today)
    for seeker in about.pool:
        own = about.before(seeker.pk)
        seeker.findings = [(one, told(one, names, seeker.pk)) for one in own]
        seeker.is_hindered = bool(blocking(own))
        seeker.years, seeker.weeks = seeker.age(today), seeker.waited_weeks(today)
