"""The coordinator's roster: the house, the proposal, and letting everybody see it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from traedesten.audit.actions import look
from traedesten.domain.access import Deed, require
from traedesten.domain.journey import Stale
from traedesten.planning.assignment import ListTooLong, LocksContradict
from traedesten.support import actions, forms, queries, sheet
from traedesten.support import roster as planning
from traedesten.support.models import Duty, ShiftPlan
from traedesten.ui.typed import renew

FIELDS = ("name", "address", "first_on", "last_on", "rest_hours", "closed_on_holidays")


def roster(request, site):
    """Four weeks: who is there, who is missing, and the proposal if there is one."""
    keeper(request)
    plan = queries.plan()
    if plan is None:
        return render(request, "support/no_plan.html")
    return shown(request, plan)


def shown(request, plan: ShiftPlan, *, status: int = 200, **more):
    """The page of the roster, with what is said on top."""
    now, today = timezone.now(), timezone.localdate()
    proposal = queries.open_proposal(plan)
    first, last = today, queries.period(today)[1]
    facts = queries.facts(plan, first, max(last, proposal.last_on) if proposal else last)
    gone = list(queries.departed(today))
    weeks = sheet.weeks(facts, gone)
    lines = [line for week in weeks for _day, there in week.days for line in there]
    states = [duty.state for line in lines for duty in line.duties]
    look(by=request.actor, page="support:roster", people=facts.guides, now=now)
    page = {
        "plan": plan,
        "weeks": weeks,
        "proposal": proposal,
        "worth": sheet.worth(proposal.figures) if proposal else "",
        "missing": sum(line.missing for line in lines),
        "below": sum(line.is_below for line in lines),
        "loads": sheet.loads(facts),
        "heard": len(facts.terms),
        "guides": len(facts.guides),
        "unheard": [guide for pk, guide in facts.guides.items() if pk not in facts.terms],
        "agreed": states.count(Duty.State.AGREED),
        "gone": gone,
        "facts": facts,
        **more,
    }
    return render(request, "support/roster.html", page, status=status)


def shift_plan(request, site):
    """The house and when it is open."""
    keeper(request)
    plan, status = queries.plan(), 0
    openings = list(queries.openings(plan)) if plan else []
    known = {name: getattr(plan, name) for name in FIELDS} | {"expected_version": plan.version} if plan else {}
    known = known or {"first_on": timezone.localdate(), "rest_hours": 11, "closed_on_holidays": True}
    form = forms.Plan(request.POST if request.method == "POST" else None, openings=openings, initial=known)
    if request.method == "POST" and form.is_valid():
        facts = {name: value for name, value in form.facts.items() if name != "expected_version" or plan}
        try:
            actions.keep_plan(by=request.actor, plan=plan, now=timezone.now(), **facts)
        except Stale:
            status = 409
            renew(form, plan.version)
        else:
            messages.success(request, _("Gemt. Vagterne de næste uger passer nu til åbningstiderne."))
            return redirect("support:roster", site)
    page = {"form": form, "plan": plan, "overtaken": status == 409}
    return render(request, "support/shift_plan.html", page, status=status or (422 if form.errors else 200))


@require_POST
def ask_for_wishes(request, site):
    keeper(request)
    asked = actions.ask_for_wishes(by=request.actor, plan=_plan(), now=timezone.now())
    words = ngettext("%(n)d guide er spurgt.", "%(n)d guider er spurgt.", asked) % {"n": asked}
    messages.success(request, words if asked else _("Guiderne er allerede spurgt i dag."))
    return redirect("support:roster", site)


@require_POST
def propose(request, site):
    """Let the planner propose a roster from tomorrow and four weeks on. It decides nothing."""
    keeper(request)
    plan, now = _plan(), timezone.now()
    actions.open_shifts(by=request.actor, plan=plan, now=now)
    period = queries.period(timezone.localdate())
    facts = queries.facts(plan, *period)
    if not any(terms.most_a_week for terms in facts.terms.values()):
        return shown(request, plan, status=422, nobody_answered=True)
    try:
        proposed = planning.propose(facts)
    except LocksContradict:
        return shown(request, plan, status=409, contradict=True)
    except ListTooLong:
        return shown(request, plan, status=409, too_long=True)
    kept = {"facts": facts.kept(), "figures": proposed.figures, "duties": proposed.duties}
    actions.save_proposal(by=request.actor, plan=plan, period=period, now=now, **kept)
    return redirect("support:roster", site)


@require_POST
def accept_proposal(request, site):
    """Make the proposal the roster. When something has changed since, say what, and change nothing."""
    keeper(request)
    plan = _plan()
    proposal = queries.open_proposal(plan)
    if proposal is None:
        messages.info(request, _("Der er ikke noget forslag at tage. Sådan ser vagtplanen ud nu."))
        return redirect("support:roster", site)
    try:
        dropped = actions.accept_proposal(
            by=request.actor, proposal=proposal, now=timezone.now(), seen=request.POST.get("seen", "")
        )
    except actions.ProposalOvertaken as overtaken:
        facts = queries.facts(plan, proposal.first_on, proposal.last_on)
        known = queries.names_of(overtaken.changes)
        words = sheet.changed_words(overtaken.changes, facts, known, timezone.localdate())
        return shown(request, plan, status=409, changed=words, seen=planning.digest(facts.kept()))
    messages.success(request, _("Forslaget er nu vagtplanen. Ingen ser den, før du offentliggør."))
    if dropped:
        told = ngettext("En vagt passede ikke mere.", "%(n)d vagter passede ikke mere.", dropped) % {"n": dropped}
        messages.warning(request, told)
    return redirect("support:roster", site)


@require_POST
def leave_proposal(request, site):
    keeper(request)
    proposal = queries.open_proposal(_plan())
    if proposal:
        actions.leave_proposal(by=request.actor, proposal=proposal, now=timezone.now())
        messages.success(request, _("Forslaget er lagt væk. Vagtplanen er, som den var."))
    return redirect("support:roster", site)


@require_POST
def publish_roster(request, site):
    keeper(request)
    number = actions.publish_roster(by=request.actor, plan=_plan(), now=timezone.now())
    words = _("Vagtplanen er ude, og guiderne har fået besked.")
    messages.success(request, words if number else _("Der er ikke noget nyt at offentliggøre."))
    return redirect("support:roster", site)


@require_POST
def release_departed(request, site):
    keeper(request)
    number = actions.release_departed(by=request.actor, plan=_plan(), now=timezone.now())
    words = ngettext("%(n)d vagt er ledig igen.", "%(n)d vagter er ledige igen.", number) % {"n": number}
    messages.success(request, words)
    return redirect("support:roster", site)


def keeper(request) -> None:
    require(request.actor, Deed.KEEP_SHIFTS, site_id=request.site.pk)


def _plan() -> ShiftPlan:
    plan = queries.plan()
    if plan is None:
        raise Http404
    return plan
