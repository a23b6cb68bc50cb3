"""Finding a community: for everybody, and the same inside for staff with more."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from traedesten.domain.access import Deed, may
from traedesten.offers import calendars, maps, prints, queries, why
from traedesten.offers.catalogue import catalogue
from traedesten.offers.forms.finding import Find, Search
from traedesten.offers.models import Offer
from traedesten.offers.words import changes_of
from traedesten.tenancy.queries import areas

PAGE = 20
MOST_PRINTED = 60
MOST_IN_CALENDAR = 200


@dataclass(frozen=True)
class Found:
    """An offer that answers, with why in words and its number on the map."""

    offer: Offer
    why: list[str]
    number: int


def find(request, site):
    """Search, for everybody. No telephone number but those of people who have said yes to standing here."""
    return _find(request, is_inside=False)


def find_inside(request, site):
    """The same for staff: with whom to call, and what the offer can hold."""
    return _find(request, is_inside=True)


def _find(request, *, is_inside: bool):
    now, (form, search) = timezone.now(), _search(request)
    known = catalogue()
    results = known.find(search.text, search.wanted, timezone.localdate(now), request.site.confirm_offers_days)
    page = Paginator(results, PAGE).get_page(request.GET.get("side"))
    first = page.start_index()
    rows = queries.open_offers_by_id(match.id for match in page)
    said = known.reasons(search.text, page)
    found = [
        Found(rows[match.id], why.words(match, said.get(match.id, ())), first + place)
        for place, match in enumerate(page)
        if match.id in rows
    ]
    context = {
        "form": form,
        "search": search,
        "page": page,
        "found": found,
        "count": len(results),
        "map": _map(found),
        "now": now,
        **_frame(request, is_inside),
    }
    return render(request, "offers/find.html", context)


def find_offer(request, site, offer_id):
    """One offer, as everybody may see it, with the next times."""
    if other := queries.merged(offer_id):
        return redirect("offers:find_offer", site, other)
    offer = get_object_or_404(queries.open_offers(), pk=offer_id)
    now, zone = timezone.now(), ZoneInfo(request.site.timezone)
    today = timezone.localdate(now)
    context = {
        "offer": offer,
        "changes": changes_of(offer),
        "next": calendars.meetings(offer, today, today + timedelta(days=35), zone)[:4],
        "now": now,
        "map_url": _map_url(offer, request.site),
        "address": _absolute(reverse("offers:find_offer", args=[site, offer.pk])),
    }
    return render(request, "offers/find_offer.html", context)


def week(request, site):
    """What a search finds, day by day, in one week."""
    form, search = _search(request)
    monday, now = _monday(request.GET.get("uge", "")), timezone.now()
    results = _results(search, request.site, now)
    rows = _rows(results[:MOST_IN_CALENDAR])
    zone = ZoneInfo(request.site.timezone)
    days = [(monday + timedelta(days=number), []) for number in range(7)]
    for offer in rows:
        for meeting in calendars.meetings(offer, monday, monday + timedelta(days=6), zone):
            days[(meeting.starts_at.date() - monday).days][1].append((meeting, offer))
    for _day, meetings in days:
        meetings.sort(key=lambda pair: (pair[0].starts_at, pair[1].name))
    context = {
        "form": form,
        "search": search,
        "days": days,
        "count": sum(len(meetings) for _day, meetings in days),
        "left_out": max(len(results) - MOST_IN_CALENDAR, 0),
        "monday": monday,
        "before": _week_of(monday - timedelta(days=7)),
        "after": _week_of(monday + timedelta(days=7)),
        "today": timezone.localdate(now),
        "is_now": any(day == timezone.localdate(now) for day, _meetings in days),
        **_frame(request, is_inside=False),
    }
    return render(request, "offers/week.html", context)


def find_calendar(request, site):
    """Every meeting that a search finds, to subscribe to; its name says so when there were too many places."""
    _form, search = _search(request)
    results, name = _results(search, request.site, timezone.now()), request.site.name
    if len(results) > MOST_IN_CALENDAR:
        name = _("%(name)s: de %(count)d steder, der passer bedst") % {"name": name, "count": MOST_IN_CALENDAR}
    return _calendar(request, _rows(results[:MOST_IN_CALENDAR]), name)


def offer_calendar(request, site, offer_id):
    if other := queries.merged(offer_id):
        return redirect("offers:offer_calendar", site, other)
    offer = get_object_or_404(queries.open_offers(), pk=offer_id)
    return _calendar(request, [offer], offer.name)


def venue_calendar(request, site, venue_id):
    rows = list(queries.open_offers().filter(venue_id=venue_id))
    if not rows:
        raise Http404
    return _calendar(request, rows, rows[0].place or request.site.name)


def printed(request, site):
    """What a search finds on paper: A4, tagged."""
    _form, search = _search(request)
    now = timezone.now()
    results = _results(search, request.site, now)
    page = {
        "text": search.text,
        "address": _absolute(_with_query(reverse("offers:find", args=[site]), search)),
        "today": timezone.localdate(now),
        "left_out": max(len(results) - MOST_PRINTED, 0),
    }
    return _pdf(prints.near_you(request.site, _rows(results[:MOST_PRINTED]), **page))


def poster(request, site, offer_id):
    """One offer as a poster with a code to scan."""
    if other := queries.merged(offer_id):
        return redirect("offers:poster", site, other)
    offer = get_object_or_404(queries.open_offers(), pk=offer_id)
    return _pdf(
        prints.poster(request.site, offer, address=_absolute(reverse("offers:find_offer", args=[site, offer.pk])))
    )


def _search(request) -> tuple[Find, Search]:
    form = Find(request.GET, areas=areas())
    return form, form.search()


def _results(search: Search, site, now: datetime) -> list:
    return catalogue().find(search.text, search.wanted, timezone.localdate(now), site.confirm_offers_days)


def _rows(results: list) -> list[Offer]:
    rows = queries.open_offers_by_id(match.id for match in results)
    return [rows[match.id] for match in results if match.id in rows]


def _map(found: list[Found]) -> maps.Drawing | None:
    towns = [(area.name, area.point) for area in areas()]
    places = [
        (str(row.offer.pk), str(row.number), row.offer.name, row.offer.point) for row in found if row.offer.point
    ]
    return maps.draw(queries.outline(), towns, places)


def _map_url(offer: Offer, site) -> str:
    """A map in another window; nothing is fetched from there by this page."""
    where = ", ".join(part for part in (offer.address or offer.place, site.place) if part)
    return f"https://www.openstreetmap.org/search?{urlencode({'query': where})}" if offer.venue else ""


def _calendar(request, rows: list[Offer], name: str) -> HttpResponse:
    def address(offer: Offer) -> str:
        return _absolute(reverse("offers:find_offer", args=[request.site.slug, offer.pk]))

    content = b"".join(
        calendars.calendar_file(rows, site=request.site, name=name, address=address, now=timezone.now())
    )
    return HttpResponse(content, content_type="text/calendar; charset=utf-8")


def _pdf(content: bytes) -> HttpResponse:
    return HttpResponse(content, content_type="application/pdf")


def _absolute(path: str) -> str:
    return settings.PUBLIC_URL + path


def _with_query(path: str, search: Search) -> str:
    return f"{path}?{search.query}" if search.query else path


def _monday(typed: str) -> date:
    """The Monday of an ISO week such as 2026-W48; of this week when it is none."""
    try:
        return datetime.strptime(f"{typed}-1", "%G-W%V-%u").date()
    except ValueError:
        today = timezone.localdate()
        return today - timedelta(days=today.weekday())


def _week_of(monday: date) -> str:
    return f"{monday:%G-W%V}"


def _frame(request, is_inside: bool) -> dict:
    if not is_inside:
        return {"base": "base.html", "is_inside": False}
    may_edit = may(request.actor, Deed.EDIT_OFFER, site_id=request.site.pk)
    desk = {"base": "base_staff.html", "menu": "home/staff_menu.html"}
    phone = {"base": "base_guide.html", "menu": "home/guide_menu.html"}
    return {"is_inside": True, "may_edit": may_edit, **(desk if may_edit else phone)}
