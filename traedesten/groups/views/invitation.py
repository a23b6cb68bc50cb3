"""An invitation, by the person's own link; and a group that looks for people, for everybody."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from traedesten.audit.actions import look
from traedesten.domain.access import Actor, Role
from traedesten.domain.courses import CourseMoveNotAllowed
from traedesten.domain.slots import DAYS
from traedesten.groups import actions
from traedesten.groups.forms.composing import Reply
from traedesten.groups.models import Member, SelfHelpGroup
from traedesten.groups.queries import courses, measuring, pool
from traedesten.tenancy import links
from traedesten.tenancy.models import Link
from traedesten.ui.labels import inside


def page_of(request, by: Actor, member: Member, form: Reply | None = None):
    """What somebody who is asked, or has said yes, finds behind their link."""
    look(by=by, page="groups:place", people=[member.seeker_id], now=timezone.now())
    page = {
        "member": member,
        "group": member.group,
        "programme": member.group.programme,
        "seeker": member.seeker,
        "weekday": inside("slot_day", DAYS[member.group.weekday]),
        "pair": courses.pair_of(member.group),
        "form": form or Reply(),
        **measuring.standing_of(member, timezone.localdate()),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "groups/invitation.html", page, status=status)


@require_POST
def answer(request, site):
    """Yes, no, or a question first."""
    link = links.link_in(request, Link.Purpose.SEEKER)
    seeker = pool.seekers().filter(pk=link.subject_id).first() if link else None
    if seeker is None:
        return links.gone(request)
    by, member = links.actor_of(link, Role.SEEKER), courses.invitation_of(seeker.pk)
    if member is None:
        messages.info(request, _("Pladsen er givet videre, men du venter som før."))
        return redirect("groups:place", site)
    form = Reply(request.POST)
    if not form.is_valid():
        return page_of(request, by, member, form)
    try:
        actions.answer_invitation(by=by, member=member, now=timezone.now(), **form.cleaned_data)
    except CourseMoveNotAllowed:
        messages.info(request, _("Der er sket noget, siden du åbnede siden. Sådan ser det ud nu."))
    else:
        messages.success(request, _said(form.cleaned_data["answer"]))
    return redirect("groups:place", site)


def _said(answer_: str) -> str:
    return {
        "yes": _("Tak for dit ja."),
        "no": _("Tak for dit svar. Du venter som før, og vi spørger igen en anden gang."),
        "ask": _("Tak. Vi ringer eller skriver til dig med et svar."),
    }[answer_]


def group_page(request, site, group_id):
    """A group that looks for people; a kind page when it does not any more."""
    row = courses.public_groups().filter(pk=group_id).first()
    if row is None:
        known = get_object_or_404(SelfHelpGroup.objects.select_related("programme"), pk=group_id)
        return render(request, "groups/group_page_closed.html", {"programme": known.programme}, status=410)
    page = {
        "group": row,
        "programme": row.programme,
        "weekday": inside("slot_day", DAYS[row.weekday]),
        "has_room": row.taken < row.largest,
        "wait": pool.waits(timezone.now())[row.programme_id],
    }
    return render(request, "groups/group_page.html", page)
