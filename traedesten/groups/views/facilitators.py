"""Facilitators, for the coordinator: the way in, what must be valid, and how they are looked after."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from traedesten.audit.actions import look
from traedesten.domain.access import Deed, require
from traedesten.domain.facilitators import OUTSIDE, FacilitatorMove, Paper, Standing
from traedesten.domain.journey import Stale
from traedesten.groups import actions
from traedesten.groups.forms import facilitators as forms
from traedesten.groups.models import Facilitator, Sparring
from traedesten.groups.queries import facilitators as queries
from traedesten.tenancy.queries import areas
from traedesten.ui.labels import words
from traedesten.ui.typed import bound, changed_since, renew

KNOWN = ("first_name", "last_name", "phone", "email", "area", "times", "places", "groups_at_once")
OF_TERMS = ("training_months", "declaration_months", "forget_after_days")
TOLD = {
    FacilitatorMove.ARRANGE_TALK: gettext_lazy("Skrevet op. Det næste er samtalen med %(name)s."),
    FacilitatorMove.ACCEPT: gettext_lazy("Velkommen til %(name)s. Adgangen er åben, eller en invitation er på vej."),
    FacilitatorMove.PUT_OFF: gettext_lazy("Det er i orden. %(name)s venter lidt."),
    FacilitatorMove.DECLINE: gettext_lazy("Det er i orden. Døren er åben for %(name)s en anden gang."),
    FacilitatorMove.LEAVE: gettext_lazy("Farvel og tak til %(name)s. Adgangen er lukket."),
    FacilitatorMove.COME_BACK: gettext_lazy("Godt at se %(name)s igen. Begynd med en samtale."),
}
LOUD = {FacilitatorMove.ARRANGE_TALK, FacilitatorMove.ACCEPT, FacilitatorMove.COME_BACK}


def facilitators(request, site):
    """Everybody by step, what runs out, who wants to spar, and those to look at first."""
    _keeper(request)
    now, standing = timezone.now(), request.GET.get("trin", "")
    standing = standing if standing in set(Standing) else ""
    today, rows = timezone.localdate(now), queries.with_papers(queries.by_standing(standing))
    renewals, sparrings, held = queries.running_out(today), list(queries.open_sparrings()), list(queries.held())
    for row in rows:
        row.ask = row.is_to_be_asked(today)
        row.shown_papers = _papers(row, today) if row.is_inside else []
    people = {row.pk for row in (*rows, *held)} | {row.pk for row, _paper, _until in renewals}
    people |= {one.facilitator_id for one in sparrings}
    look(by=request.actor, page="groups:facilitators", people=people, now=now)
    counts = queries.counts()
    page = {
        "rows": rows,
        "held": held,
        "renewals": [(row, paper, until, until < today) for row, paper, until in renewals],
        "sparrings": sparrings,
        "counts": [(one, words("standing", one), counts[one]) for one in Standing if counts.get(one)],
        "chosen": standing,
        "terms": queries.terms(),
    }
    return render(request, "groups/facilitators.html", page)


def _papers(row: Facilitator, today) -> list[tuple]:
    """(Paper, validity, last day) as a page shows them."""
    until = {Paper.TRAINING: row.trained_until, Paper.DECLARATION: row.declared_until}
    return [(paper, how, until[paper]) for paper, how in row.papers(today).items()]


def facilitator(request, site, facilitator_id):
    """One facilitator: where they stand, and what may happen next."""
    return _record(request, _row(request, facilitator_id))


def _record(request, row: Facilitator, form: forms.Move | None = None, status: int = 200):
    now = timezone.now()
    today, wishes = timezone.localdate(now), queries.wishes_of([row])[row.pk]
    others = {other.pk for group in wishes.values() for other in group}
    look(by=request.actor, page="groups:facilitator", people={row.pk, *others}, now=now)
    names = {str(area.pk): area.name for area in areas()}
    page = {
        "facilitator": row,
        "form": form or forms.Move(initial={"expected_version": row.version}),
        "papers": _papers(row, today),
        "is_able": queries.may_work(row, today),
        "is_gone": row.standing in OUTSIDE,
        "ask": row.is_to_be_asked(today),
        "onward": [move for move in row.moves if move in LOUD],
        "kindly": [move for move in row.moves if move not in LOUD],
        "has_account": bool(row.volunteer and row.volunteer.user_id),
        "forgotten_on": queries.forgotten_on(row),
        "trainings": row.trainings.order_by("-held_on"),
        "declarations": row.declarations.select_related("key").order_by("-signed_on", "-made_at"),
        "sparrings": queries.sparrings_of(row),
        "thanks": row.thanks.select_related("key").order_by("-made_at"),
        "wishes": wishes,
        "place_names": [names[str(place)] for place in row.places if str(place) in names],
        "overtaken": status == 409,
    }
    return render(request, "groups/facilitator.html", page, status=status)


@require_POST
def move_facilitator(request, site, facilitator_id):
    """On to the next step, or kindly out."""
    row = _row(request, facilitator_id)
    form = bound(request, forms.Move)
    if not form.is_valid():
        return _record(request, row, form, status=422)
    told = form.cleaned_data
    try:
        actions.move_facilitator(by=request.actor, facilitator=row, now=timezone.now(), **told)
    except Stale:
        renew(form, row.version)
        return _record(request, row, form, status=409)
    except actions.NoEmail:
        messages.warning(request, _("Skriv først en e-mail. Den skal der til, for at man kan logge ind."))
        return redirect("groups:edit_facilitator", site, facilitator_id)
    except actions.AlreadyFacilitator:
        messages.warning(request, _("Der er allerede en facilitator med den e-mail. Se, om det er den samme."))
        return redirect("groups:edit_facilitator", site, facilitator_id)
    messages.success(request, TOLD[FacilitatorMove(told["move"])] % {"name": row.first_name})
    return redirect("groups:facilitator", site, facilitator_id)


@require_POST
def review_interest(request, site, facilitator_id):
    """What was held was real, or it was not."""
    row, now = _row(request, facilitator_id), timezone.now()
    verdict = request.POST.get("verdict")
    if verdict == "release":
        actions.release_interest(by=request.actor, facilitator=row, now=now)
        messages.success(request, _("Lukket ind. Det næste er en samtale."))
    elif verdict == "discard":
        actions.discard_interest(by=request.actor, facilitator=row, now=now)
        messages.success(request, _("Lagt væk og slettet."))
    else:
        raise Http404
    return redirect("groups:facilitators", site)


def edit_facilitator(request, site, facilitator_id):
    """Put right what is known about them."""
    row = _row(request, facilitator_id)
    known = {name: getattr(row, name) for name in KNOWN}
    form = bound(request, forms.Edit, areas=areas(), initial=_begun(known, row))
    page = {"heading": _("Ret det, vi ved om %(name)s") % {"name": row.first_name}}
    if form.is_valid():
        try:
            actions.edit_facilitator(by=request.actor, facilitator=row, now=timezone.now(), **form.cleaned_data)
        except Stale:
            renew(form, row.version)
            page |= {"overtaken": True, "theirs": changed_since(form, known)}
        else:
            return _saved(request, row, _("Gemt."))
    return _form_page(request, row, "edit_facilitator", form, **page)


def _begun(known: dict, row: Facilitator) -> dict:
    return known | {"places": [str(place) for place in row.places], "expected_version": row.version}


def record_training(request, site, facilitator_id):
    """They have learned something."""
    row = _row(request, facilitator_id)
    form = bound(request, forms.Training)
    if form.is_valid():
        actions.record_training(by=request.actor, facilitator=row, now=timezone.now(), **form.cleaned_data)
        return _saved(request, row, _("Skrevet op. Godt, at %(name)s var med.") % {"name": row.first_name})
    heading = _("Hvad har %(name)s lært?") % {"name": row.first_name}
    return _form_page(request, row, "facilitator_training", form, heading=heading)


def declare_on_paper(request, site, facilitator_id):
    """The declaration, signed on paper."""
    row = _row(request, facilitator_id)
    form = bound(request, forms.OnPaper, initial={"signed_as": f"{row.first_name} {row.last_name}".strip()})
    if form.is_valid():
        actions.sign_declaration(by=request.actor, facilitator=row, now=timezone.now(), **form.cleaned_data)
        return _saved(request, row, _("Skrevet op. Gem papiret, hvor I plejer."))
    heading = _("%(name)s har skrevet under på papir") % {"name": row.first_name}
    lead = _("Helst skriver man under på sin egen side. Er det sket på papir, så skriv det op her.")
    return _form_page(request, row, "facilitator_paper", form, heading=heading, lead=lead)


def thank(request, site, facilitator_id):
    """Say thank you, in one's own words."""
    row = _row(request, facilitator_id)
    form = bound(request, forms.Thank)
    if form.is_valid():
        actions.thank_facilitator(by=request.actor, facilitator=row, now=timezone.now(), **form.cleaned_data)
        return _saved(request, row, _("Din tak er på vej til %(name)s.") % {"name": row.first_name})
    heading = _("Sig tak til %(name)s") % {"name": row.first_name}
    lead = _("Beskeden siger kun, at der er en tak. Dine ord læses på den egne side.")
    return _form_page(request, row, "thank_facilitator", form, heading=heading, lead=lead)


def answer_sparring(request, site, sparring_id):
    """Answer, or say when it was held."""
    _keeper(request)
    asked: Sparring = get_object_or_404(Sparring.objects.select_related("facilitator__key"), pk=sparring_id)
    row = asked.facilitator
    start = {"answer": asked.answer, "held_on": asked.held_on, "expected_version": asked.version}
    form = bound(request, forms.AnswerSparring, initial=start)
    page = {"heading": _("%(name)s vil gerne vende noget") % {"name": row.first_name}, "quote": asked.about}
    if form.is_valid():
        try:
            actions.answer_sparring(by=request.actor, sparring=asked, now=timezone.now(), **form.cleaned_data)
        except Stale:
            renew(form, asked.version)
            page |= {"overtaken": True, "theirs": changed_since(form, start)}
        else:
            return _saved(request, row, _("Gemt. %(name)s får at vide, at der er svar.") % {"name": row.first_name})
    return _form_page(request, row, "answer_sparring", form, **page)


def terms(request, site):
    """How long things are valid here."""
    _keeper(request)
    row = queries.terms()
    known = {name: getattr(row, name) for name in OF_TERMS}
    form = bound(request, forms.Terms, initial=known | {"expected_version": row.version or 1})
    page = {"form": form}
    if form.is_valid():
        try:
            actions.keep_facilitator_terms(by=request.actor, now=timezone.now(), **form.cleaned_data)
        except Stale:
            renew(form, row.version or 1)
            page |= {"overtaken": True, "theirs": changed_since(form, known)}
        else:
            messages.success(request, _("Gemt. Det gælder for det, der bliver skrevet op fra nu af."))
            return redirect("groups:facilitators", site)
    status = 409 if "overtaken" in page else 422 if form.errors else 200
    return render(request, "groups/facilitator_terms.html", page, status=status)


# --- shared ------------------------------------------------------------------------------------------------------


def _keeper(request) -> None:
    require(request.actor, Deed.KEEP_FACILITATOR, site_id=request.site.pk)


def _row(request, facilitator_id: UUID) -> Facilitator:
    _keeper(request)
    rows = queries.with_papers(queries.facilitators().filter(pk=facilitator_id))
    if not rows:
        raise Http404
    return rows[0]


def _saved(request, row: Facilitator, told: str):
    messages.success(request, told)
    return redirect("groups:facilitator", request.site.slug, row.pk)


def _form_page(request, row: Facilitator, name: str, form, **page):
    """A form about one facilitator: 409 when somebody else was quicker, 422 when something is wrong."""
    look(by=request.actor, page=f"groups:{name}", people=[row.pk], now=timezone.now())
    status = 409 if page.get("overtaken") else 422 if form.errors else 200
    context = {"form": form, "facilitator": row, **page}
    return render(request, "groups/facilitator_form.html", context, status=status)
