"""New communities on their way: the coordinator's pages, the guide's list, and the page for partners."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from traedesten.audit.actions import look
from traedesten.domain.access import Deed, Role, require
from traedesten.domain.initiatives import InitiativeMove
from traedesten.domain.journey import MoveNotAllowed, Stale
from traedesten.domain.slots import DAYS, SLOTS
from traedesten.domain.terms import INTERESTS
from traedesten.evaluation.disclosure import PARTNERS
from traedesten.partners import actions, forms, queries
from traedesten.partners.models import Initiative
from traedesten.tenancy import links
from traedesten.tenancy.queries import areas
from traedesten.ui.labels import slot_words
from traedesten.ui.typed import bound, changed_since, renew

SMALL = PARTNERS.k
"""A count below this is not shown."""
FIELDS = ("name", "theme", "area", "slot", "place", "about", "opens_on", "owner")


def initiatives(request, site):
    require(request.actor, Deed.KEEP_INITIATIVE, site_id=request.site.pk)
    return _page(request, "initiatives", groups=queries.by_state(), today=timezone.localdate())


def start_initiative(request, site):
    """An idea, perhaps with what the page of what is missing knows already."""
    require(request.actor, Deed.KEEP_INITIATIVE, site_id=request.site.pk)
    form = bound(request, forms.Initiative, initial=_proposed(request))
    if request.method == "POST" and form.is_valid():
        answers = _answers(form)
        row = actions.start_initiative(by=request.actor, now=timezone.now(), **answers)
        messages.success(request, _("%(name)s er en idé nu. Hvem skal være med?") % {"name": row.name})
        return redirect("partners:initiative", site, row.pk)
    return _page(request, "edit_initiative", form=form, status=422 if form.errors else 200)


def _proposed(request) -> dict:
    theme, slot, area = (request.GET.get(name, "") for name in ("emne", "tid", "by"))
    found = next((row for row in areas() if str(row.pk) == area), None)
    return {
        "theme": theme if theme in INTERESTS else None,
        "slot": slot if slot in SLOTS else "",
        "area": found,
        "owner": request.actor.user_id,
    }


def _answers(form: forms.Initiative) -> dict:
    return {name: form.cleaned_data[name] for name in FIELDS}


def initiative(request, site, initiative_id):
    row = _kept(request, initiative_id)
    return _initiative_page(request, row, forms.Partner(), forms.InitiativeStep())


def _initiative_page(request, row: Initiative, partner_form, step_form):
    now = timezone.now()
    waiting = queries.waiting_for(row, now) if row.is_under_way else []
    return _page(
        request,
        "initiative",
        initiative=row,
        when=slot_words(row.slot) if row.slot else "",
        waiting=len(waiting),
        small=SMALL,
        told=row.awaiting.exists(),
        today=timezone.localdate(now),
        partner_form=partner_form,
        step_form=step_form,
        follow_url=settings.PUBLIC_URL + reverse("partners:follow", args=[request.site.slug, row.follow_token]),
        status=422 if partner_form.errors or step_form.errors else 200,
    )


def edit_initiative(request, site, initiative_id):
    row = _kept(request, initiative_id)
    known = {name: getattr(row, name) for name in FIELDS}
    form, status, theirs = (
        bound(request, forms.Initiative, initial=known | {"expected_version": row.version}),
        200,
        (),
    )
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["expected_version"]
        try:
            actions.edit_initiative(
                by=request.actor, initiative=row, now=timezone.now(), expected_version=seen, **_answers(form)
            )
        except Stale:
            renew(form, row.version)
            status, theirs = 409, changed_since(form, known)
        else:
            messages.success(request, _("Gemt."))
            return redirect("partners:initiative", site, row.pk)
    status = 422 if form.errors else status
    overtaken = {"overtaken": status == 409, "theirs": theirs}
    return _page(request, "edit_initiative", initiative=row, form=form, status=status, **overtaken)


@require_POST
def move_initiative(request, site, initiative_id):
    row, form = _kept(request, initiative_id), forms.Move(request.POST)
    if form.is_valid():
        move = InitiativeMove(form.cleaned_data["move"])
        actions.move_initiative(by=request.actor, initiative=row, move=move, now=timezone.now())
        messages.success(request, _("Sådan."))
    return redirect("partners:initiative", site, row.pk)


@require_POST
def add_partner(request, site, initiative_id):
    row, form = _kept(request, initiative_id), bound(request, forms.Partner)
    if not form.is_valid():
        return _initiative_page(request, row, form, forms.InitiativeStep())
    actions.add_partner(by=request.actor, initiative=row, now=timezone.now(), **form.cleaned_data)
    messages.success(request, _("Godt, at de er med."))
    return redirect("partners:initiative", site, row.pk)


@require_POST
def remove_partner(request, site, initiative_id, partner_id):
    row = _kept(request, initiative_id)
    partner = get_object_or_404(row.partners.select_related("initiative"), pk=partner_id)
    actions.remove_partner(by=request.actor, partner=partner, now=timezone.now())
    messages.success(request, _("Fjernet."))
    return redirect("partners:initiative", site, row.pk)


@require_POST
def add_step(request, site, initiative_id):
    row, form = _kept(request, initiative_id), bound(request, forms.InitiativeStep)
    if not form.is_valid():
        return _initiative_page(request, row, forms.Partner(), form)
    actions.add_step(by=request.actor, initiative=row, now=timezone.now(), **form.cleaned_data)
    messages.success(request, _("Skrevet på."))
    return redirect("partners:initiative", site, row.pk)


@require_POST
def mark_step(request, site, initiative_id, step_id):
    row, form = _kept(request, initiative_id), forms.Done(request.POST)
    step = get_object_or_404(row.steps.select_related("initiative"), pk=step_id)
    if form.is_valid():
        actions.mark_step(by=request.actor, step=step, now=timezone.now(), **form.cleaned_data)
    return redirect("partners:initiative", site, row.pk)


@require_POST
def renew_follow_link(request, site, initiative_id):
    row = _kept(request, initiative_id)
    actions.renew_follow_link(by=request.actor, initiative=row, now=timezone.now())
    messages.success(request, _("Der er et nyt link. Det gamle virker ikke mere."))
    return redirect("partners:initiative", site, row.pk)


def open_initiative(request, site, initiative_id):
    """The last questions before it stands on the list."""
    row = _kept(request, initiative_id)
    day, _dash, _part = row.slot.partition("-")
    start = {"weekday": DAYS.index(day)} if day else {}
    form = bound(request, forms.Open, initial=start)
    if row.offer_id:
        return redirect("partners:initiative", site, row.pk)
    if InitiativeMove.OPEN not in row.moves:
        raise MoveNotAllowed(row.state, InitiativeMove.OPEN)
    if request.method == "POST" and form.is_valid():
        row = actions.open_initiative(by=request.actor, initiative=row, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("%(name)s står på listen nu, og guiderne har fået besked.") % {"name": row.name})
        return redirect("partners:initiative", site, row.pk)
    waiting = len(queries.waiting_for(row, timezone.now()))
    status = 422 if form.errors else 200
    return _page(request, "open_initiative", initiative=row, form=form, waiting=waiting, small=SMALL, status=status)


def opened(request, site, initiative_id):
    """For a guide: which of those they walk with had wished for it."""
    require(request.actor, Deed.LAY_STONE, site_id=request.site.pk, owners=(request.actor.user_id,))
    row = get_object_or_404(queries.initiatives().filter(offer__isnull=False), pk=initiative_id)
    mine, now = list(queries.told_of(row, request.actor)), timezone.now()
    look(by=request.actor, page="partners:opened", people=[one.participant_id for one in mine], now=now)
    as_staff = request.actor.has(Role.COORDINATOR)
    return render(request, "partners/opened.html", {"initiative": row, "journeys": mine, "as_staff": as_staff})


def follow(request, site, token):
    """For partners, by a link: the initiative itself and nothing else."""
    row = queries.followed(token)
    if row is None:
        return links.gone(request)
    page = {"initiative": row, "when": slot_words(row.slot) if row.slot else "", "today": timezone.localdate()}
    answer = render(request, "partners/follow.html", page)
    answer["Referrer-Policy"] = "no-referrer"
    return answer


def _kept(request, initiative_id) -> Initiative:
    require(request.actor, Deed.KEEP_INITIATIVE, site_id=request.site.pk)
    return get_object_or_404(queries.initiatives(), pk=initiative_id)


def _page(request, name: str, *, status: int = 200, **context):
    return render(request, f"partners/{name}.html", context | {"here": "offers"}, status=status)
