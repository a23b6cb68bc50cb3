"""Coordinators' pages about the lists that offers come from."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from traedesten.domain.access import Deed, require
from traedesten.domain.journey import Stale
from traedesten.interop import tables
from traedesten.sources import actions, forms, queries, reading, reports, wording


def sources(request, site):
    """Every source, with what its last reading brought."""
    _ask(request)
    rows = [reports.told(row) for row in queries.sources_with_last_run()]
    return render(request, "sources/sources.html", {"sources": rows})


def add_source(request, site):
    """Write a source down, and read it, or first look at its columns."""
    _ask(request)
    form = forms.Source(request.POST or None, request.FILES or None, initial={"offer_kind": "lasting"})
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        source = actions.add_source(by=request.actor, now=now, **form.arguments)
        if source.kind == reading.Kind.CSV:
            return redirect("sources:columns", site, source.pk)
        run = actions.begin_run(by=request.actor, source=source, now=now)
        return redirect("sources:run", site, run.pk)
    return render(request, "sources/add_source.html", {"form": form}, status=422 if form.errors else 200)


def source(request, site, source_id):
    """One source: its readings, a newer file, and whether it is read by night."""
    _ask(request)
    row = get_object_or_404(queries.sources(), pk=source_id)
    form = forms.NewFile(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        actions.keep_source(by=request.actor, source=row, now=now, **form.cleaned_data["file"])
        if form.cleaned_data["file"]["kind"] == reading.Kind.CSV:
            return redirect("sources:columns", site, source_id)
        run = actions.begin_run(by=request.actor, source=row, now=now)
        return redirect("sources:run", site, run.pk)
    runs = list(queries.runs().filter(source=row))
    for run in runs:
        run.words, run.counted, run.refusal_words = (
            wording.STATES[run.state],
            reports.counts(run),
            reports.refusal(run),
        )
    page = {
        "source": row,
        "kind": wording.KINDS[row.kind],
        "runs": runs,
        "form": form,
        "nightly": forms.Nightly(initial={"is_nightly": row.is_nightly}),
        "has_columns": row.kind == reading.Kind.CSV and not row.url,
    }
    return render(request, "sources/source.html", page, status=422 if form.errors else 200)


def columns(request, site, source_id):
    """What the columns of a table are: as guessed, with the first rows, each correctable."""
    _ask(request)
    row = get_object_or_404(queries.source(source_id))
    if row.kind != reading.Kind.CSV or row.url:
        raise Http404
    sample = tables.read_sample(row.content_bytes, reading.READING)
    kept = {int(number): field for number, field in row.columns.items()}
    known = kept or tables.guess_columns(sample)
    form = forms.Columns(request.POST or None, sample=sample, columns=known)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        actions.keep_source(by=request.actor, source=row, now=now, columns=form.columns)
        run = actions.begin_run(by=request.actor, source=row, now=now)
        return redirect("sources:run", site, run.pk)
    page = {"source": row, "form": form}
    return render(request, "sources/columns.html", page, status=422 if form.errors else 200)


@require_POST
def read(request, site, source_id):
    """Have the source read now."""
    _ask(request)
    row = get_object_or_404(queries.sources(), pk=source_id)
    run = actions.begin_run(by=request.actor, source=row, now=timezone.now())
    return redirect("sources:run", site, run.pk)


@require_POST
def nightly(request, site, source_id):
    """Whether the source is read again each night."""
    _ask(request)
    row = get_object_or_404(queries.sources(), pk=source_id)
    form = forms.Nightly(request.POST)
    if form.is_valid():
        actions.keep_source(by=request.actor, source=row, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Gemt."))
    return redirect("sources:source", site, source_id)


def run(request, site, run_id):
    """A reading: how far it is, what it would do, or what it did."""
    _ask(request)
    row = get_object_or_404(queries.runs(), pk=run_id)
    asked = request.GET.get("del", "1")
    number = int(asked) - 1 if asked.isdecimal() and 0 < len(asked) < 6 else 0
    return render(request, "sources/run.html", reports.page(row, max(number, 0)))


@require_POST
def accept_run(request, site, run_id):
    """Take over what was read."""
    return _move(request, site, run_id, actions.accept_run)


@require_POST
def undo_run(request, site, run_id):
    """Undo a reading that was taken over."""
    return _move(request, site, run_id, actions.undo_run)


@require_POST
def undo_change(request, site, run_id, change_id):
    """Undo what a reading did to one offer."""
    _ask(request)
    get_object_or_404(queries.runs(), pk=run_id)
    row = queries.changes().filter(pk=change_id, run_id=run_id).first()
    name = row.offer.name if row else ""
    try:
        if row is None:
            raise Stale
        actions.undo_change(by=request.actor, change=row, now=timezone.now())
    except Stale:
        messages.info(request, _("Der er sket noget i mellemtiden. Se, hvordan det står nu."))
    except actions.TouchedSince as touched:
        messages.info(request, f"{name}: {wording.since(touched.what)}")
    else:
        words = _("%(name)s er væk igen.") if row.is_new else _("%(name)s er, som det var.")
        messages.success(request, words % {"name": name})
    return redirect(_part_of(request, reverse("sources:run", args=(site, run_id))))


@require_POST
def take_again(request, site, source_id):
    """Let a record that was taken away come in again."""
    _ask(request)
    row = get_object_or_404(queries.sources(), pk=source_id)
    actions.take_again(
        by=request.actor, source=row, foreign_id=request.POST.get("foreign_id", "")[:200], now=timezone.now()
    )
    messages.success(request, _("Det kommer med igen, næste gang listen bliver læst."))
    return redirect("sources:source", site, source_id)


def _part_of(request, address: str) -> str:
    """The part of the records that the button stood in."""
    part = request.POST.get("del", "")
    return f"{address}?del={int(part)}" if part.isdecimal() and len(part) < 6 else address


def _move(request, site, run_id, action):
    _ask(request)
    row = get_object_or_404(queries.runs(), pk=run_id)
    try:
        action(by=request.actor, run=row, now=timezone.now())
    except Stale:
        messages.info(request, _("Der er sket noget i mellemtiden. Se, hvordan det står nu."))
    return redirect("sources:run", site, run_id)


def _ask(request) -> None:
    require(request.actor, Deed.IMPORT_OFFERS, site_id=request.site.pk)
