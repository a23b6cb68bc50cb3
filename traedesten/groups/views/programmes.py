"""Programmes: the site's own, those of the network, and what is new between them."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from traedesten.domain import editions
from traedesten.domain.access import Deed, require
from traedesten.domain.journey import Stale
from traedesten.domain.programmes import READY_MADE
from traedesten.groups import actions, prints
from traedesten.groups.forms import programmes as forms
from traedesten.groups.queries import network
from traedesten.groups.queries import programmes as queries
from traedesten.groups.reading import shown
from traedesten.ui.typed import changed_since, renew


def programmes(request, site):
    """The site's programmes, and what there is to begin from."""
    _keeper(request)
    rows = list(queries.programmes())
    context = {
        "rows": rows,
        "open_count": sum(row.is_open for row in rows),
        "ready": READY_MADE.values(),
        "network_count": queries.network_programmes().exclude(site=request.site).count(),
        "tab": "programmes",
    }
    return render(request, "groups/programmes.html", context)


def add_programme(request, site):
    """Write a programme down, from an empty page or (``?fra=``) from a ready-made one."""
    _keeper(request)
    ready = READY_MADE.get(request.GET.get("fra", ""))
    begun, plans = forms.begun_from(ready)
    form = forms.Programme(request.POST if request.method == "POST" else None, begun=begun, plans=plans)
    if request.method == "POST" and form.is_valid():
        slug = queries.free_slug(form.cleaned_data["name"])
        row = actions.write_programme(by=request.actor, now=timezone.now(), slug=slug, **form.facts)
        messages.success(request, _("%(name)s er klar.") % {"name": row.name})
        return redirect("groups:programme", site, row.pk)
    return _form_page(request, form)


def programme(request, site, programme_id):
    """A programme as facilitators read it, to print, with what can be done about it."""
    row = _kept(request, programme_id)
    seen, newest = queries.followed(row)
    published = queries.newest_edition(row.pk)
    content = queries.content_of(row)
    context = {
        "programme": row,
        "content": content,
        "seen": seen,
        "is_behind": bool(newest and newest.edition > row.followed_edition),
        "published": published,
        "is_unpublished": published is None or published.content != content,
        "public_path": queries.public_path(row),
    }
    return render(request, "groups/programme.html", context)


def edit_programme(request, site, programme_id):
    """Put a programme right. Whoever saves on top of somebody else's change is told so, and keeps their text."""
    row, status, theirs = _kept(request, programme_id), 0, ()
    content, seen = queries.content_of(row), queries.followed(row)[0]
    begun, plans = forms.filled(row, content["plans"])
    about = {"begun": begun, "plans": plans, "programme": row, "shared": seen.content["core"] if seen else ()}
    form = forms.Programme(request.POST if request.method == "POST" else None, **about)
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_programme(by=request.actor, now=timezone.now(), programme=row, **form.facts)
        except Stale:
            status, theirs = 409, changed_since(form, begun)
            renew(form, row.version)
        else:
            messages.success(request, _("Gemt. De frivillige læser det nye næste gang, de slår op."))
            return redirect("groups:programme", site, programme_id)
    return _form_page(request, form, status=status, programme=row, theirs=theirs)


@require_POST
def close_programme(request, site, programme_id):
    """Nobody new can sign up for it. Those who wait, and its groups, go on."""
    return _opened(request, programme_id, False, _("Ingen nye kan skrive sig op til %(name)s."))


@require_POST
def reopen_programme(request, site, programme_id):
    return _opened(request, programme_id, True, _("%(name)s er åbent igen."))


@require_POST
def publish_programme(request, site, programme_id):
    """Let the network read it."""
    require(request.actor, Deed.PUBLISH_PROGRAMME, site_id=request.site.pk)
    row = _kept(request, programme_id)
    published = actions.publish_programme(by=request.actor, programme=row, now=timezone.now())
    words = _("Udgave %(edition)d ligger i netværket nu. Alle steder kan læse den.")
    messages.success(request, words % {"edition": published.edition})
    return redirect("groups:programme", site, programme_id)


def programme_poster(request, site, programme_id):
    """A programme as a poster with a code to scan."""
    row = _kept(request, programme_id)
    address = settings.PUBLIC_URL + queries.public_path(row)
    return HttpResponse(prints.poster(request.site, row, address=address), content_type="application/pdf")


# --- the network -------------------------------------------------------------------------------------------------


@require_POST
def share_figures(request, site, programme_id):
    """Let the network count the groups in, or not any more."""
    row, is_shared = _kept(request, programme_id), "stop" not in request.POST
    actions.share_figures(by=request.actor, programme=row, is_shared=is_shared, now=timezone.now())
    words = _("Tak. Netværket tæller jeres grupper med fra i dag.") if is_shared else _("Jeres tal er taget ud.")
    messages.success(request, words)
    return redirect("groups:programme", site, programme_id)


def network_programmes(request, site):
    """What other places have published, and how it goes with it."""
    _keeper(request)
    mine = {row.follows: row for row in queries.programmes() if row.follows}
    rows = list(queries.network_programmes())
    figures = network.of_network([row.programme for row in rows])
    for row in rows:
        row.mine, row.is_own = mine.get(row.programme), row.site_id == request.site.pk
        row.figures = figures.get(row.programme)
    return render(request, "groups/network_programmes.html", {"rows": rows, "tab": "network"})


def network_programme(request, site, published):
    """One edition, as facilitators read it, before it is adopted."""
    _keeper(request)
    row = get_object_or_404(queries.published_programmes(), pk=published)
    mine = queries.programmes().filter(follows=row.programme).first()
    own = row.site_id == request.site.pk
    return render(
        request,
        "groups/network_programme.html",
        {"published": row, "content": row.content, "mine": mine, "is_own": own},
    )


@require_POST
def adopt_programme(request, site, published):
    """Begin a programme of the site's own that follows it."""
    _keeper(request)
    row = get_object_or_404(queries.published_programmes(), pk=published)
    mine = actions.adopt_programme(by=request.actor, published=row, now=timezone.now())
    messages.success(request, _("%(name)s er jeres nu. Ret det til, så det passer til jer.") % {"name": mine.name})
    return redirect("groups:programme", site, mine.pk)


def programme_changes(request, site, programme_id):
    """What the site has changed against what it follows, and what is new there, to take over part by part."""
    row, status = _kept(request, programme_id), 0
    seen, newest = queries.followed(row)
    if seen is None:
        raise Http404
    mine = queries.content_of(row)
    ours, news = _compared(seen, newest, mine)
    parts = [(one.part, one.label) for one in news]
    begun = {"expected_version": row.version, "edition": newest.edition}
    form = forms.TakeOver(request.POST if request.method == "POST" else None, parts=parts, initial=begun)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["edition"] == newest.edition and _taken(request, row, newest, form):
            messages.success(request, _("I følger udgave %(edition)d nu.") % {"edition": newest.edition})
            return redirect("groups:programme", site, programme_id)
        status = 409
        renew(form, row.version)
        form.data["edition"] = newest.edition
    context = {"programme": row, "seen": seen, "newest": newest, "ours": ours, "news": news, "form": form}
    context["overtaken"] = status == 409
    return render(request, "groups/programme_changes.html", context, status=status or (422 if form.errors else 200))


def _compared(seen, newest, mine) -> tuple[list, list]:
    """(What the site changed since it took it over, what is new and not the site's already), in words."""
    changed = {one.part for one in editions.differences(seen.content, newest.content)}
    news = [one for one in editions.differences(mine, newest.content) if one.part in changed]
    return shown(editions.differences(seen.content, mine)), shown(news)


def _taken(request, row, newest, form) -> bool:
    try:
        actions.take_over(
            by=request.actor,
            programme=row,
            published=newest,
            parts=form.cleaned_data["parts"],
            now=timezone.now(),
            expected_version=form.cleaned_data["expected_version"],
        )
    except Stale:
        return False
    return True


# --- shared ------------------------------------------------------------------------------------------------------


def _keeper(request) -> None:
    require(request.actor, Deed.KEEP_PROGRAMME, site_id=request.site.pk)


def _kept(request, programme_id):
    _keeper(request)
    return get_object_or_404(queries.programmes().select_related("site"), pk=programme_id)


def _opened(request, programme_id, is_open: bool, words: str):
    row = _kept(request, programme_id)
    actions.write_programme(by=request.actor, programme=row, is_open=is_open, now=timezone.now())
    messages.success(request, words % {"name": row.name})
    return redirect("groups:programme", request.site.slug, programme_id)


def _form_page(request, form, *, status: int = 0, **context):
    """422 when something is wrong in the form, unless ``status`` says otherwise."""
    context |= {"form": form, "overtaken": status == 409}
    return render(request, "groups/edit_programme.html", context, status=status or (422 if form.errors else 200))
