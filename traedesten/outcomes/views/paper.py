"""Typing in what came back on paper: found by its code, without a name."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from traedesten.audit.actions import look
from traedesten.domain.access import Deed, require
from traedesten.outcomes import actions, forms, queries
from traedesten.outcomes.models import AskingOver
from traedesten.ui.typed import bound


def find(request, site):
    """The code leads to the form."""
    require(request.actor, Deed.ASK_ON_PAPER, site_id=request.site.pk)
    form = forms.PaperCode(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asking = queries.asking_of_code(form.cleaned_data["code"])
        if asking is not None and asking.is_answerable:
            return redirect("outcomes:type_in", site, asking.pk)
        over = _("De svar er skrevet ind, eller der er sagt nej tak.") if asking else ""
        form.add_error("code", over or _("Den kode kender vi ikke. Se efter, om papiret er fra jer."))
    status = 422 if form.errors else 200
    return render(request, "outcomes/find_paper.html", {"form": form}, status=status)


def type_in(request, site, asking_id):
    """The same questions in the same order as on the paper."""
    require(request.actor, Deed.ASK_ON_PAPER, site_id=request.site.pk)
    asking, now = queries.asking_with(asking_id), timezone.now()
    if asking is None:
        raise Http404
    form = bound(request, forms.Paper, questions=queries.questions(asking))
    if not asking.is_answerable:
        raise AskingOver(asking.state, "answer")
    if request.method == "POST" and form.is_valid():
        actions.type_in_answers(by=request.actor, asking=asking, answers=form.answers, now=now)
        messages.success(request, _("Tak. Svarene er skrevet ind, og papiret kan makuleres."))
        return redirect("outcomes:find_paper", site)
    look(by=request.actor, page="outcomes:type_in", people=[asking.person_id], now=now)
    page = {"form": form, "asking": asking}
    return render(request, "outcomes/type_in.html", page, status=422 if form.errors else 200)
