"""The coordinator and the planner: asking, looking, arguing, and making groups of what is good."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from traedesten.audit.actions import look
from traedesten.domain.access import Deed, require
from traedesten.domain.composing import NotYet
from traedesten.domain.journey import MoveNotAllowed, Stale
from traedesten.gathering import actions, forms, queries, words
from traedesten.gathering import look_back as looking
from traedesten.gathering.look_back_words import decisions_said, reasons_said, went_said
from traedesten.gathering.models import GroupProposal, MeetingPlace, ProposedGroup, ProposedSeat
from traedesten.gathering.table import Card, Table, joining, table_of
from traedesten.groups.findings import told
from traedesten.groups.queries import pool
from traedesten.tenancy.queries import areas
from traedesten.ui.labels import slot_words
from traedesten.ui.side_by_side_labels import dimensions_said
from traedesten.ui.typed import bound, renew, version_of

State = GroupProposal.State


def proposals(request, site):
    """Ask for a proposal, and where those that stand are; the places it can use."""
    require(request.actor, Deed.COMPOSE_GROUP, site_id=request.site.pk)
    now, open_ones = timezone.now(), pool.programmes_open()
    form = bound(request, forms.Ask, programmes=open_ones, initial={"programmes": [row.pk for row in open_ones]})
    if form.is_valid():
        row = actions.ask_for_groups(by=request.actor, programmes=form.cleaned_data["programmes"], now=now)
        return redirect("gathering:proposal", site, row.pk)
    names = {row.pk: row.name for row in pool.programmes()}
    page = {
        "form": form,
        "programmes": open_ones,
        "ready": queries.how_many([row.pk for row in open_ones]),
        "standing": [(row, [names[pk] for pk in row.programmes if pk in names]) for row in queries.standing()],
        "places": [(row, [slot_words(slot) for slot in row.times]) for row in queries.places()],
    }
    return render(request, "gathering/proposals.html", page, status=422 if form.errors else 200)


def look_back(request, site):
    """Whether proposed groups are followed, how they went, and whether anybody is placed less: never a person."""
    require(request.actor, Deed.COMPOSE_GROUP, site_id=request.site.pk)
    found = looking.look_back(timezone.now())
    page = {
        "placed": found.placed,
        "dimensions": dimensions_said(found.placed.dimensions),
        "became": decisions_said(found.decisions),
        "moved": found.decisions.moved,
        "why_moved": reasons_said(found.decisions.why_moved),
        "why_dropped": reasons_said(found.decisions.why_dropped),
        "went": went_said(found.went),
    }
    return render(request, "gathering/look_back.html", page)


def proposal(request, site, proposal_id):
    """The groups side by side, or how far the job is."""
    return _shown(request, _proposal(request, proposal_id))


@require_POST
def again(request, site, proposal_id):
    row = _proposal(request, proposal_id)
    try:
        row = actions.plan_again(
            by=request.actor,
            proposal=row,
            now=timezone.now(),
            expected_version=version_of(request),
            thorough="thorough" in request.POST,
        )
    except Stale:
        return _shown(request, _proposal(request, proposal_id), overtaken=True)
    if row.refused_for:
        return _shown(request, row)
    if not row.is_at_work:
        messages.success(request, _("Forslaget er regnet om. Det, du har låst, står, som det stod."))
    return redirect("gathering:proposal", site, row.pk)


@require_POST
def stop_planning(request, site, proposal_id):
    row = _proposal(request, proposal_id)
    actions.stop_planning(by=request.actor, proposal=row, now=timezone.now())
    messages.info(request, _("Vi stopper om et øjeblik og viser det bedste, vi har fundet."))
    return redirect("gathering:proposal", site, row.pk)


@require_POST
def leave(request, site, proposal_id):
    row = _proposal(request, proposal_id)
    actions.leave_proposal(by=request.actor, proposal=row, now=timezone.now())
    messages.success(request, _("Forslaget er lagt væk. Alle venter, som de gjorde."))
    return redirect("gathering:proposals", site)


@require_POST
def lock_group(request, site, proposed_id):
    row = _group(request, proposed_id)
    is_locked = "lock" in request.POST
    try:
        actions.lock_group(by=request.actor, group=row, is_locked=is_locked, now=timezone.now())
    except MoveNotAllowed:
        return _shown(request, _proposal(request, row.proposal_id), overtaken=True)
    return redirect("gathering:proposal", site, row.proposal_id)


@require_POST
def drop_group(request, site, proposed_id):
    row, form = _group(request, proposed_id), forms.Reason(request.POST)
    if not form.is_valid():
        raise BadRequest
    try:
        actions.drop_group(by=request.actor, group=row, reason=form.cleaned_data["reason"], now=timezone.now())
    except MoveNotAllowed:
        return _shown(request, _proposal(request, row.proposal_id), overtaken=True)
    messages.success(request, _("Gruppen er taget ud af forslaget. De, der var i den, venter videre."))
    return redirect("gathering:proposal", site, row.proposal_id)


def seat(request, site, seat_id):
    """One person: every group of the proposal with what would be found there, and to wait."""
    require(request.actor, Deed.COMPOSE_GROUP, site_id=request.site.pk)
    row = ProposedSeat.objects.select_related("proposal", "group").filter(pk=seat_id).first()
    if row is None:
        if not _was_here(request):
            raise Http404
        messages.warning(request, _("Der er sket noget imens, og intet er lavet om. Sådan ser det ud nu."))
        return redirect("gathering:proposals", site)
    now = timezone.now()
    table = table_of(row.proposal, now)
    seeker = table.pool.seekers.get(row.seeker_id)
    if seeker is None or row.proposal.state != State.READY:
        return _shown(request, _proposal(request, row.proposal_id), overtaken=True)
    cards = [card for card in table.cards if card.group.programme_id == seeker.programme_id]
    here = {str(card.group.pk) for card in cards} | {forms.WAIT}
    if request.method == "POST" and request.POST.get("to", forms.WAIT) not in here:
        return _shown(request, _proposal(request, row.proposal_id), overtaken=True)
    asked = request.GET.get("to")
    known = {
        "to": asked if asked in here else str(row.group_id or forms.WAIT),
        "is_locked": row.is_locked or request.method == "GET",
    }
    form = bound(request, forms.Move, groups=[card.group for card in cards], initial=known)
    if form.is_valid():
        decided = {"is_locked": form.cleaned_data["is_locked"], "reason": form.cleaned_data["reason"]}
        actions.move_seat(by=request.actor, seat=row, to=form.chosen, now=now, **decided)
        return redirect("gathering:proposal", site, row.proposal_id)
    look(by=request.actor, page="gathering:seat", people=table.people, now=now)
    page = {
        "form": form,
        "seat": row,
        "seeker": seeker,
        "years": seeker.age(table.pool.today),
        "proposal": row.proposal,
        "options": [_option(table, card, seeker, form) for card in cards],
        "waits": form["to"].value() == forms.WAIT,
    }
    return render(request, "gathering/move.html", page, status=422 if form.errors else 200)


def _was_here(request) -> bool:
    """Whether the page was opened from a proposal of this site, of which the seat is gone by now."""
    try:
        proposal_id = UUID(request.POST.get("proposal", ""))
    except ValueError:
        return False
    return GroupProposal.objects.filter(pk=proposal_id).exists()


def _option(table: Table, card: Card, seeker, form) -> dict:
    names = _names(card) | {seeker.pk: seeker.first_name}
    found = joining(table.pool, card, seeker)
    return {
        "card": card,
        "pk": str(card.group.pk),
        "when": slot_words(card.group.slot).capitalize(),
        "findings": [(one, told(one, names, seeker.pk)) for one in found],
        "is_chosen": form["to"].value() == str(card.group.pk),
    }


def make(request, site, proposed_id):
    """One proposed group, and the last that is missing before it is one."""
    row, now = _group(request, proposed_id), timezone.now()
    if row.state == ProposedGroup.State.MADE:
        return redirect("groups:group", site, row.group_id)
    table = table_of(row.proposal, now)
    card = table.card_of(row.pk)
    if card is None:
        raise Http404
    known = {
        "first_on": card.first_on,
        "starts": card.frame.starts,
        "name": capfirst(slot_words(card.group.slot)),
        "shown": _shown_on(card),
    }
    form = bound(request, forms.Make, card=card, initial=known)
    if form.is_valid():
        wanted = {name: form.cleaned_data[name] for name in ("name", "first_on", "starts", "shown")}
        answers = {"invites": "invite" in request.POST, "despite": "despite" in request.POST}
        try:
            made = actions.make_group(by=request.actor, group=row, now=now, **wanted, **answers)
        except actions.Overtaken:
            return _make_page(request, table, card, _renewed(form, card), overtaken=True)
        except NotYet as refused:
            return _make_page(request, table, card, form, refused=refused)
        return _made(request, site, made, answers["invites"])
    return _make_page(request, table, card, form)


def _made(request, site, made, is_invited: bool):
    words_of = _("De er inviteret, og de har fået et link at svare på.") if is_invited else _("Gruppen er lavet.")
    messages.success(request, words_of)
    return redirect("groups:group", site, made.pk)


def _renewed(form: forms.Make, card: Card) -> forms.Make:
    form.data = form.data.copy()
    form.data["shown"] = _shown_on(card)
    return form


def _make_page(request, table: Table, card: Card, form, *, overtaken=False, refused: NotYet | None = None):
    look(by=request.actor, page="gathering:make", people=[row.seeker.pk for row in card.sits], now=timezone.now())
    names = _names(card)
    page = {
        **_said(card),
        "form": form,
        "proposal": table.proposal,
        "overtaken": overtaken,
        "refused": [told(one, names) for one in refused.findings] if refused else [],
        "drop": forms.Reason(),
    }
    status = 409 if overtaken or refused else 422 if form.errors else 200
    return render(request, "gathering/make.html", page, status=status)


# --- places ------------------------------------------------------------------------------------------------------


def add_place(request, site):
    """Another room where groups can meet."""
    require(request.actor, Deed.COMPOSE_GROUP, site_id=request.site.pk)
    form = bound(request, forms.Place, areas=areas())
    if form.is_valid():
        actions.add_place(by=request.actor, now=timezone.now(), **form.answers)
        messages.success(request, _("Gemt."))
        return redirect("gathering:proposals", site)
    return render(request, "gathering/place.html", {"form": form}, status=422 if form.errors else 200)


def edit_place(request, site, place_id):
    require(request.actor, Deed.COMPOSE_GROUP, site_id=request.site.pk)
    row = get_object_or_404(MeetingPlace, pk=place_id)
    known = {name: getattr(row, name) for name in forms.OF_PLACE} | {"expected_version": row.version}
    form, overtaken = bound(request, forms.Place, areas=areas(), initial=known), False
    if form.is_valid():
        version = form.cleaned_data["expected_version"]
        change = {"by": request.actor, "place": row, "now": timezone.now(), "expected_version": version}
        try:
            actions.edit_place(**change, **form.answers)
        except Stale:
            renew(form, row.version)
            overtaken = True
        else:
            messages.success(request, _("Gemt."))
            return redirect("gathering:proposals", site)
    page = {"form": form, "place": row, "overtaken": overtaken}
    return render(request, "gathering/place.html", page, status=409 if overtaken else 422 if form.errors else 200)


@require_POST
def open_place(request, site, place_id):
    """Close a place for new groups, or open it again."""
    require(request.actor, Deed.COMPOSE_GROUP, site_id=request.site.pk)
    row = get_object_or_404(MeetingPlace, pk=place_id)
    actions.edit_place(by=request.actor, place=row, now=timezone.now(), is_open="open" in request.POST)
    return redirect("gathering:proposals", site)


# --- the page ----------------------------------------------------------------------------------------------------


def _proposal(request, proposal_id) -> GroupProposal:
    require(request.actor, Deed.COMPOSE_GROUP, site_id=request.site.pk)
    return get_object_or_404(GroupProposal.objects.filter(state__in=GroupProposal.STANDS), pk=proposal_id)


def _group(request, proposed_id) -> ProposedGroup:
    require(request.actor, Deed.COMPOSE_GROUP, site_id=request.site.pk)
    rows = ProposedGroup.objects.select_related("proposal").exclude(state=ProposedGroup.State.DROPPED)
    return get_object_or_404(rows.filter(proposal__state__in=GroupProposal.STANDS), pk=proposed_id)


def _shown(request, row: GroupProposal, *, overtaken: bool = False):
    refused = words.refused_words(row.refused_for, row.about) if row.refused_for else ""
    page = {"proposal": row, "refused": refused, "overtaken": overtaken}
    status = 409 if overtaken or (refused and request.method == "POST") else 200
    if row.state != State.READY:
        page["phase"] = words.PHASES.get(row.phase, words.PHASES[""])
        return render(request, "gathering/at_work.html", page, status=status)
    now = timezone.now()
    table = table_of(row, now)
    look(by=request.actor, page="gathering:proposal", people=table.people, now=now)
    page |= {
        "table": table,
        "cards": [_said(card) for card in table.cards],
        "waits": [
            (one, words.why_words(one.seat.why), words.way_out(one.seat.why.get("relaxation"), table.pool.places))
            for one in table.waits
        ],
        "ways_out": [_gives(count, said) for count, said in words.ways_out(table)],
        "how_good": words.how_good(row),
        "several": len(table.pool.programmes) > 1,
    }
    return render(request, "gathering/proposal.html", page, status=status)


def _gives(count: int, said: str) -> str:
    told_of = ngettext("%(n)d mere kan få plads, hvis %(said)s.", "%(n)d flere kan få plads, hvis %(said)s.", count)
    return told_of % {"n": count, "said": said}


def _said(card: Card) -> dict:
    """A card with everything about it in words."""
    names = _names(card)
    return {
        "card": card,
        "group": card.group,
        "when": slot_words(card.group.slot).capitalize(),
        "reasons": words.reasons_of(card),
        "faults": words.faults_of(card),
        "findings": [(one, told(one, names)) for one in card.findings],
        "sits": [(row, [(one, told(one, names, row.seeker.pk)) for one in row.findings]) for row in card.sits],
        "is_hard": card.is_hard,
        "blocks": card.blocks,
        "is_soft": card.is_soft,
        "least": card.frame.smallest,
        "most": card.frame.largest,
    }


def _names(card: Card) -> dict:
    names = {row.seeker.pk: row.seeker.first_name for row in card.sits}
    return names | {one.pk: one.first_name for one in (card.group.one, card.group.other)}


def _shown_on(card: Card) -> str:
    return " ".join(sorted(str(row.seeker.pk) for row in card.sits))
