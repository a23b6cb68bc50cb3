"""A member's own page, by their link: when and where, word that they cannot come, stopping, and the next stone."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from traedesten.audit.actions import look
from traedesten.domain.access import Actor, Role
from traedesten.domain.courses import Course, Seat
from traedesten.domain.journey import Stale
from traedesten.groups import actions, calendars
from traedesten.groups.forms import sessions as forms
from traedesten.groups.models import Member, SelfHelpGroup
from traedesten.groups.queries import measuring
from traedesten.groups.queries import sessions as queries
from traedesten.groups.queries.courses import invitation_of, pair_of
from traedesten.groups.views.course import known_of
from traedesten.offers.queries import open_offers
from traedesten.tenancy import links
from traedesten.tenancy.models import Link
from traedesten.tenancy.queries import open_link
from traedesten.ui.typed import bound, renew


def page_of(request, by: Actor, member: Member):
    """What somebody who sits in a group finds behind their link."""
    now = timezone.now()
    company = queries.company_of(member)
    shown = [row.seeker_id for row in company if row.number]
    look(by=by, page="groups:place", people=[member.seeker_id, *shown], now=now)
    sessions = list(queries.next_sessions([member.group_id], now)) if member.seat == Seat.YES else []
    excused = queries.excused(member, sessions)
    for session in sessions:
        session.is_excused = session.pk in excused
    page = {
        "member": member,
        "group": member.group,
        "seeker": member.seeker,
        "pair": pair_of(member.group) if sessions else [],
        "next": sessions[0] if sessions else None,
        "later": sessions[1:],
        "is_last": len(sessions) <= 1,
        "may_think_ahead": len(sessions) > 1 and queries.has_looked_back(member.group),
        "is_running": member.group.state == Course.RUNNING,
        "offer": member.onward_offer,
        "company": company,
        "has_calendar": queries.shares_calendar(member),
        "is_called": member.caring_contacts.filter(done_at=None, after_session=None).exists(),
        **measuring.standing_of(member, timezone.localdate(now)),
    }
    return render(request, "groups/member.html", page)


@require_POST
def send_word(request, site, session_id):
    """Afbud in one tap, and taken back in one."""
    by, member = _mine(request)
    if member is None:
        return links.gone(request)
    row = member.group.sessions.filter(pk=session_id).first()
    if row is None:
        raise Http404
    coming = "coming" in request.POST
    actions.send_word(by=by, member=member, session=row, coming=coming, now=timezone.now())
    said = _("Godt, vi ses.") if coming else _("Tak, fordi du siger til. Vi ses næste gang.")
    messages.success(request, said)
    return redirect("groups:place", site)


def stop(request, site):
    """Out of the course. Nobody has to say why."""
    by, member = _mine(request)
    if member is None or member.seat != Seat.YES:
        return links.gone(request)
    form, now = bound(request, forms.Stop), timezone.now()
    if form.is_valid():
        actions.stop(by=by, member=member, now=now, **form.cleaned_data)
        messages.success(request, _("Du er stoppet. Tak for den tid, du var med."))
        return redirect("groups:my_onward", site)
    look(by=by, page="groups:my_stop", people=[member.seeker_id], now=now)
    return render(request, "groups/my_stop.html", {"form": form}, status=422 if form.errors else 200)


def onward(request, site):
    """The next stone, chosen by oneself."""
    by, member = _mine(request)
    if member is None:
        return links.gone(request)
    form, now = bound(request, forms.Next, offers=open_offers(), initial=known_of(member)), timezone.now()
    overtaken = False
    if form.is_valid():
        try:
            actions.choose_onward(by=by, member=member, now=now, **form.cleaned_data)
        except Stale:
            renew(form, member.version)
            overtaken = True
        else:
            messages.success(request, _("Tak. Det er skrevet ned, og du kan vælge om."))
            return redirect("groups:place", site)
    look(by=by, page="groups:my_onward", people=[member.seeker_id], now=now)
    page = {"form": form, "member": member, "overtaken": overtaken}
    status = 409 if overtaken else 422 if form.errors else 200
    return render(request, "groups/my_onward.html", page, status=status)


@require_POST
def questions(request, site):
    """Yes or no to being asked; and the way to what is open now, in their own browser."""
    by, member = _mine_or_coming(request)
    if member is None:
        return links.gone(request)
    said, now = request.POST.get("answer"), timezone.now()
    if said == "no":
        actions.agree_to_questions(by=by, member=member, agrees=False, now=now)
        messages.success(request, _("Det er i orden. Vi har slettet det, du måske havde svaret."))
        return redirect("groups:place", site)
    if said == "yes":
        actions.agree_to_questions(by=by, member=member, agrees=True, now=now)
    token = actions.begin_questions(by=by, member=member, now=now)
    if not token:
        messages.success(request, _("Tak. Vi skriver til dig, når det er tid."))
        return redirect("groups:place", site)
    return redirect("outcomes:enter_questions", site, token)


@require_POST
def share_number(request, site):
    """Yes or no to the others who go on together seeing one's number."""
    by, member = _mine(request)
    if member is None:
        return links.gone(request)
    shares = "share" in request.POST
    actions.share_number(by=by, member=member, shares=shares, now=timezone.now())
    said = _("De, der også viser deres nummer, kan nu se dit.") if shares else _("Nu kan ingen se dit nummer.")
    messages.success(request, said)
    return redirect("groups:place", site)


@require_POST
def ask_for_call(request, site):
    by, member = _mine(request)
    if member is None:
        return links.gone(request)
    actions.ask_for_call(by=by, member=member, now=timezone.now())
    messages.success(request, _("Tak, fordi du siger til. En af os ringer til dig."))
    return redirect("groups:place", site)


@require_POST
def calendar_address(request, site):
    """A fresh secret address for one's own calendar; it is shown once."""
    by, member = _mine(request)
    if member is None:
        return links.gone(request)
    if "close" in request.POST:
        actions.close_calendar(by=by, seat=member, now=timezone.now())
        messages.success(request, _("Adressen virker ikke mere."))
        return redirect("groups:place", site)
    token = actions.share_calendar(by=by, seat=member, now=timezone.now())
    address = request.build_absolute_uri(reverse("groups:calendar", args=[site, token]))
    return render(request, "groups/my_calendar.html", {"address": address})


def calendar(request, site, token):
    """The meetings for a calendar, by a secret address that its owner can close."""
    now = timezone.now()
    link = open_link(token, Link.Purpose.GROUP_CALENDAR, now)
    today = timezone.localdate(now)
    seat = link and (queries.seat_behind(link.subject_id) or queries.facilitator_behind(link.subject_id, today))
    if not seat:
        return links.gone(request)
    if isinstance(seat, Member):
        by = links.actor_of(link, Role.SEEKER)
        look(by=by, page="groups:calendar", people=[seat.seeker_id], now=now)
    rows = seat.group.sessions.order_by("on", "starts")
    content = calendars.sessions_file(rows, address=seat.group.address, site=request.site, now=now)
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="aftaler.ics"'
    answer["Referrer-Policy"] = "no-referrer"
    return answer


def enter_afterwards(request, site, token):
    return links.enter(request, token=token, purpose=Link.Purpose.AFTER_GROUP, to="groups:afterwards")


def afterwards(request, site):
    """Two questions, three months later. The answer is nobody's in particular."""
    link = links.link_in(request, Link.Purpose.AFTER_GROUP)
    group = SelfHelpGroup.objects.filter(pk=link.subject_id).first() if link else None
    if group is None:
        return links.gone(request)
    if link.used_at:
        return render(request, "groups/afterwards_thanks.html", {})
    form = bound(request, forms.Afterwards)
    if form.is_valid():
        by = links.actor_of(link, Role.SEEKER)
        kept = actions.answer_afterwards(by=by, group=group, link=link, now=timezone.now(), **form.cleaned_data)
        return render(request, "groups/afterwards_thanks.html", {}) if kept else links.gone(request)
    return render(request, "groups/afterwards.html", {"form": form}, status=422 if form.errors else 200)


def _mine(request) -> tuple[Actor | None, Member | None]:
    """Who comes by the link, and the seat that is theirs; (None, None) when there is no open link or no seat."""
    link = links.link_in(request, Link.Purpose.SEEKER)
    member = queries.seat_of(link.subject_id) if link else None
    if member is None or member.seeker.erased_at:
        return None, None
    return links.actor_of(link, Role.SEEKER), member


def _mine_or_coming(request) -> tuple[Actor | None, Member | None]:
    """The same, also for somebody who has said yes to a group that has not begun."""
    by, member = _mine(request)
    if member is not None:
        return by, member
    link = links.link_in(request, Link.Purpose.SEEKER)
    coming = invitation_of(link.subject_id) if link else None
    return (links.actor_of(link, Role.SEEKER), coming) if coming and coming.seat == Seat.YES else (None, None)
