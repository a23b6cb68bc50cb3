"""One person in the pool, for the coordinator: the talk, what is known, and in or out."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from traedesten.audit.actions import look
from traedesten.domain.access import Deed, require
from traedesten.domain.groups import PoolMove
from traedesten.domain.journey import Stale
from traedesten.groups import actions
from traedesten.groups.forms import sign_up as forms
from traedesten.groups.forms.talks import Talk as TalkForm
from traedesten.groups.models import Seeker, Talk
from traedesten.groups.queries import pool
from traedesten.tenancy.queries import areas
from traedesten.ui.typed import bound, changed_since, renew

OF_TALK = (
    "covered", "times", "reach_km", "wishes_gender", "wishes_age", "small_only", "languages", "access_needs",
    "stays", "note",
)  # fmt: skip
OF_SEEKER = ("first_name", "last_name", "phone", "email", "best_time", "area", "born_year", "gender")
TOLD = {
    PoolMove.FOUND_READY: gettext_lazy("%(name)s er klar til en gruppe."),
    PoolMove.PUT_OFF: gettext_lazy("%(name)s venter lidt. Vi har skrevet det ned."),
    PoolMove.SHOW_ON: gettext_lazy("%(name)s er vist videre."),
}


def seeker(request, site, seeker_id):
    """What is known, and what may happen next."""
    row, now = _row(request, seeker_id), timezone.now()
    apart = [pair.other for pair in row.not_with.select_related("other__area", "other__key")]
    same = pool.likely_same([row])[row.pk]
    look(by=request.actor, page="groups:seeker", people={other.pk for other in (row, *apart, *same)}, now=now)
    today = timezone.localdate(now)
    page = {
        "seeker": row,
        "talk": Talk.objects.filter(seeker=row).first(),
        "apart": apart,
        "same": same,
        "weeks": row.waited_weeks(today),
        "years": row.age(today),
        "late": row.is_late(now),
        "ask": row.is_to_be_asked(today),
        "may_withdraw": PoolMove.WITHDRAW in row.moves,
        "may_come_back": PoolMove.COME_BACK in row.moves,
        "may_talk": PoolMove.FOUND_READY in row.moves,
        "erased_on": pool.day_after_erasing(row) if row.state in pool.LEFT else None,
    }
    return render(request, "groups/seeker.html", page)


def talk(request, site, seeker_id):
    """Hold the talk, or keep it up to date."""
    row, now = _row(request, seeker_id), timezone.now()
    others, held = pool.others(row), Talk.objects.filter(seeker=row).first()
    form = bound(
        request, TalkForm, others=others, keeps_journal=row.programme.keeps_journal, initial=_known(row, held)
    )
    overtaken = False
    if form.is_valid():
        agreed = dict(form.agreed)
        try:
            actions.hold_talk(by=request.actor, seeker=row, now=now, **agreed, **form.answers)
        except Stale:
            renew(form, row.version)
            overtaken = True
        else:
            messages.success(request, TOLD[PoolMove(agreed["outcome"])] % {"name": row.first_name})
            return redirect("groups:seeker", site, seeker_id)
    look(by=request.actor, page="groups:talk", people=[row.pk, *(other.pk for other in others)], now=now)
    page = {"form": form, "seeker": row, "overtaken": overtaken, "weeks": row.waited_weeks(timezone.localdate(now))}
    return render(request, "groups/talk.html", page, status=409 if overtaken else 422 if form.errors else 200)


def _known(row: Seeker, held: Talk | None) -> dict:
    """What the form begins with: the talk that was held, or what the programme and the person already tell."""
    start = {name: getattr(held, name) for name in OF_TALK} if held else {"languages": [row.language]}
    apart = row.not_with.values_list("other_id", flat=True)
    return start | {"not_with": list(apart), "expected_version": row.version, "ask_again_on": row.ask_again_on}


def edit(request, site, seeker_id):
    """Put right what is known about them."""
    row, now = _row(request, seeker_id), timezone.now()
    known = {name: getattr(row, name) for name in OF_SEEKER}
    about = {"areas": areas(), "keeps_journal": row.programme.keeps_journal}
    form = forms.Edit(request.POST or None, initial=known | {"expected_version": row.version}, **about)
    page = {"form": form, "seeker": row}
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["expected_version"]
        try:
            actions.edit_seeker(by=request.actor, seeker=row, now=now, expected_version=version, **form.answers)
        except Stale:
            renew(form, row.version)
            kept = {name: value for name, value in known.items() if name in form.fields}
            page |= {"overtaken": True, "theirs": changed_since(form, kept)}
        else:
            messages.success(request, _("Gemt."))
            return redirect("groups:seeker", site, seeker_id)
    look(by=request.actor, page="groups:edit_seeker", people=[row.pk], now=now)
    status = 409 if "overtaken" in page else 422 if form.errors else 200
    return render(request, "groups/edit_seeker.html", page, status=status)


@require_POST
def withdraw(request, site, seeker_id):
    row = _row(request, seeker_id)
    actions.withdraw_sign_up(by=request.actor, seeker=row, now=timezone.now())
    messages.success(request, _("%(name)s er meldt fra. Det kan fortrydes her på siden.") % {"name": row.first_name})
    return redirect("groups:seeker", site, seeker_id)


@require_POST
def come_back(request, site, seeker_id):
    row = _row(request, seeker_id)
    actions.come_back(by=request.actor, seeker=row, now=timezone.now())
    messages.success(request, _("%(name)s venter igen og har beholdt sin plads.") % {"name": row.first_name})
    return redirect("groups:seeker", site, seeker_id)


def _row(request, seeker_id) -> Seeker:
    require(request.actor, Deed.HOLD_TALK, site_id=request.site.pk)
    return get_object_or_404(pool.seekers(), pk=seeker_id)
