"""What everybody may see: who is in the house, a poster of it, and a guide's calendar by a secret address."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from traedesten.support import calendar as calendars
from traedesten.support import prints, queries, sheet
from traedesten.support.models import ShiftPlan, ShiftTerms
from traedesten.support.views.roster import keeper
from traedesten.tenancy import links
from traedesten.tenancy.models import Link
from traedesten.tenancy.queries import open_link

SHOWN = ShiftTerms.Shown


def in_the_house(request, site):
    """This week and the next, by first names, with a picture of those who have said yes to it."""
    plan, today = queries.plan(), timezone.localdate()
    if plan is None:
        raise Http404
    monday = today - timedelta(days=today.weekday())
    weeks = [_days(plan, monday + timedelta(weeks=n), today) for n in range(2)]
    here_now = _here_now(plan, weeks[0], timezone.now())
    page = {"plan": plan, "weeks": weeks, "today": today, "here_now": here_now}
    return render(request, "support/in_the_house.html", page)


def _days(plan: ShiftPlan, monday, today, *, pictures: bool = False) -> list[tuple]:
    """(day, [(shift, hours, duties)]) for each day with somebody there; days before ``today`` are left out."""
    duties = queries.published(plan, max(monday, today), monday + timedelta(days=6), pictures=pictures)
    days: dict = {}
    for duty in duties:
        if not duty.shift.closed_at:
            there = days.setdefault(duty.shift.on, {})
            there.setdefault(duty.shift_id, (duty.shift, sheet.hours(duty.shift), []))[2].append(duty)
    return [(on, list(shifts.values())) for on, shifts in days.items()]


def _here_now(plan: ShiftPlan, days, now) -> list:
    zone = ZoneInfo(plan.site.timezone)
    shifts = [shift for _on, there in days for shift in there]
    return [duty for row, _h, on in shifts if row.starts_at(zone) <= now < row.ends_at(zone) for duty in on]


def poster(request, site):
    """The week on A4, to hang in the window: the one to come when nobody is there any more in this one."""
    keeper(request)
    plan, today = queries.plan(), timezone.localdate()
    if plan is None:
        raise Http404
    monday = today - timedelta(days=today.weekday())
    if "naeste" in request.GET or not _days(plan, monday, today):
        monday += timedelta(weeks=1)
    days = [
        (date_format(on, "l j. F"), [(hours, [_face(duty) for duty in there]) for _shift, hours, there in shifts])
        for on, shifts in _days(plan, monday, monday, pictures=True)
    ]
    address = settings.PUBLIC_URL + reverse("support:in_the_house", args=[site])
    title = _("Her er vi i uge %(n)d") % {"n": monday.isocalendar()[1]}
    days = [(day[:1].upper() + day[1:], shifts) for day, shifts in days]
    content = prints.poster(request.site, plan, title=title, days=days, address=address)
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="vagter.pdf"'
    return answer


def _face(duty) -> tuple[str, bytes]:
    guide = duty.guide
    if duty.shown == SHOWN.NOTHING:
        return _("En guide"), b""
    return guide.first_name, guide.picture_jpeg if duty.shown == SHOWN.PICTURE and guide.has_picture else b""


def picture(request, site, volunteer_id):
    """The face of a guide who has said yes to it, while they have shifts."""
    jpeg = queries.picture_shown(volunteer_id, timezone.localdate())
    if not jpeg:
        raise Http404
    return HttpResponse(jpeg, content_type="image/jpeg")


def calendar(request, site, token):
    """A guide's shifts, for their own calendar. The address is the key; it can be taken back."""
    now = timezone.now()
    link = open_link(token, Link.Purpose.SHIFT_CALENDAR, now)
    guide, plan = (queries.guide_of(link) if link else None), queries.plan()
    if guide is None or plan is None:
        return links.gone(request)
    duties = queries.own_duties(guide, timezone.localdate(now) - timedelta(weeks=4))
    content = calendars.calendar_file(duties, plan=plan, site=request.site, now=now)
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="vagter.ics"'
    answer["Cache-Control"] = "private, no-store"
    answer["Referrer-Policy"] = "no-referrer"
    return answer
