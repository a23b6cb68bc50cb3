"""Figures for the house, and editions for its readers. Every page answers from what is prepared."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from traedesten.domain.access import Actor, Deed, Role, require
from traedesten.gathering.look_back_words import went_said
from traedesten.insight import (
    actions,
    forms,
    look_back_network,
    look_back_words,
    prints,
    queries,
    reading,
    side_by_side,
)
from traedesten.tenancy import links
from traedesten.tenancy.models import Link
from traedesten.ui.typed import bound


def insight(request, site):
    """The site's own figures. The coordinator sees every journey anyway, so nothing is hidden here."""
    require(request.actor, Deed.SEE_INSIGHT, site_id=request.site.pk)
    names = queries.Names()
    chosen = forms.Chosen(request.GET, cuts=queries.cuts(), names=names)
    snapshot = queries.snapshot(chosen.period, chosen.part)
    page = {"chosen": chosen, "here": "insight", "part": names.part(chosen.part) if chosen.part else ""}
    page["figures"] = reading.Figures(snapshot, names) if snapshot else None
    # Nobody here sees answers, so what came of them is read where the readers outside read it.
    page["given"] = reading.given(queries.editions().first(), chosen.period, names)
    return render(request, "insight/insight.html", page)


@require_POST
def refresh(request, site):
    require(request.actor, Deed.KEEP_INSIGHT, site_id=request.site.pk)
    actions.refresh(by=request.actor, now=timezone.now())
    messages.success(request, _("Tallene er gjort op lige nu."))
    return redirect("insight:insight", site)


def sharing(request, site):
    """What leaves the house: the newest edition, and who may read it."""
    require(request.actor, Deed.SHARE_INSIGHT, site_id=request.site.pk)
    form, now = bound(request, forms.Reading, initial={"months": 12}), timezone.now()
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["name"]
        actions.open_reading(by=request.actor, name=name, expires_at=now + form.lasts, now=now)
        messages.success(request, _("%(name)s har fået et link. Kopiér det, og send det selv.") % {"name": name})
        return redirect("insight:sharing", site)
    readers = list(queries.readers())
    page = {
        "form": form,
        "edition": queries.editions().first(),
        "open_readers": [(each, _address(request, each)) for each in readers if each.token and each.expires_at > now],
        "closed_readers": [each for each in readers if not each.token or each.expires_at <= now],
        "here": "insight",
    }
    return render(request, "insight/sharing.html", page, status=422 if form.errors else 200)


def _address(request, reader) -> str:
    return request.build_absolute_uri(reverse("insight:enter_summary", args=[request.site.slug, reader.token]))


@require_POST
def publish(request, site):
    require(request.actor, Deed.KEEP_INSIGHT, site_id=request.site.pk)
    actions.publish(by=request.actor, now=timezone.now())
    messages.success(request, _("Opgørelsen er klar. Alle, der har et link, ser den nu."))
    return redirect("insight:sharing", site)


@require_POST
def close_reading(request, site, reader_id):
    require(request.actor, Deed.SHARE_INSIGHT, site_id=request.site.pk)
    reader = get_object_or_404(queries.readers(), pk=reader_id)
    actions.close_reading(by=request.actor, reader=reader, now=timezone.now())
    messages.success(request, _("Linket til %(name)s virker ikke mere.") % {"name": reader.name})
    return redirect("insight:sharing", site)


def preview(request, site):
    """The edition as its readers see it."""
    require(request.actor, Deed.READ_SUMMARY, site_id=request.site.pk)
    given = _given(request)
    if given is None:
        return redirect("insight:sharing", site)
    page = {"given": given, "base": "home/coordinator.html", "here": "insight", "pdf": "insight:report"}
    return render(request, "insight/summary.html", page)


def report(request, site):
    """The edition as a tagged PDF, for the coordinator to bring to the meeting."""
    require(request.actor, Deed.READ_SUMMARY, site_id=request.site.pk)
    given = _given(request)
    return _as_pdf(request, given) if given else redirect("insight:sharing", site)


def network(request, site):
    """The places that let each other read their editions. Whoever keeps their own to themselves is told how."""
    require(request.actor, Deed.READ_NETWORK, site_id=request.site.pk)
    is_shared = queries.is_sharing()
    page = {"here": "insight", "is_shared": is_shared, "has_edition": queries.editions().exists(), "network": None}
    if is_shared:
        page["network"] = side_by_side.network(
            queries.shared_editions(), request.GET.get("periode", ""), request.site.pk
        )
    return render(request, "insight/network.html", page)


def network_look_back(request, site):
    """Whether proposals are followed at the places that share, and whether anybody is placed less."""
    require(request.actor, Deed.READ_NETWORK, site_id=request.site.pk)
    if not queries.is_sharing():
        return redirect("insight:network", site)
    found = look_back_network.network(queries.shared_editions(), request.site.pk)
    page = {"here": "insight", "network": found}
    if found:
        page |= {
            "headline": look_back_words.headline(found),
            "lead": look_back_words.lead(found),
            "became": [look_back_words.BecameSaid(one) for one in found.became],
            "reasons": [(place, look_back_words.reasons_said(rows)) for place, rows in found.reasons],
            "went": [(place, went_said(rows)) for place, rows in found.went],
            "placed": [look_back_words.PlacedSaid(one) for one in found.placed],
        }
    return render(request, "insight/network_look_back.html", page)


@require_POST
def share_with_network(request, site):
    is_shared = "stop" not in request.POST
    actions.share_with_network(by=request.actor, is_shared=is_shared, now=timezone.now())
    shared, kept = _("Tak. Nu kan I se hinandens tal."), _("Jeres tal er taget ud. De andre kan ikke se dem mere.")
    messages.success(request, shared if is_shared else kept)
    return redirect("insight:network", site)


def enter_summary(request, site, token):
    return links.enter(request, token=token, purpose=Link.Purpose.SUMMARY, to="insight:summary")


def summary(request, site):
    """The newest edition, for those who have a link."""
    given = _read(request)
    if given is None:
        return links.gone(request)
    page = {"given": given, "base": "base.html", "pdf": "insight:summary_report"}
    return render(request, "insight/summary.html", page)


def summary_report(request, site):
    given = _read(request)
    return _as_pdf(request, given) if given and given.edition else links.gone(request)


def unit_summary(request, site, token):
    """A workplace's own referrals, of the newest edition. It comes in by the link it refers with."""
    unit = queries.unit_behind(token, timezone.now())
    if unit is None:
        return links.gone(request)
    by = Actor(site_id=request.site.pk, roles=frozenset({Role.REFERRER}), subject_id=unit.pk)
    require(by, Deed.READ_SUMMARY, site_id=unit.site_id, owners=(unit.pk,))
    given = _given(request)
    referred, home = given.of_unit(str(unit.pk)) if given else (None, None)
    page = {"unit": unit, "given": given, "referred": referred, "home": home, "token": token}
    answer = render(request, "insight/unit.html", page)
    answer["Referrer-Policy"] = "no-referrer"
    return answer


def _read(request) -> reading.Given | None:
    """The edition for whoever came in by a link that is still open; None otherwise, and before the first one."""
    link = links.link_in(request, Link.Purpose.SUMMARY)
    if link is None:
        return None
    require(links.actor_of(link, Role.STEERING_GROUP), Deed.READ_SUMMARY, site_id=request.site.pk)
    return _given(request)


def _given(request) -> reading.Given | None:
    return reading.given(queries.editions().first(), request.GET.get("periode", ""), queries.Names())


def _as_pdf(request, given: reading.Given) -> HttpResponse:
    headers = {"Content-Disposition": 'inline; filename="indsigt.pdf"'}
    printed = prints.report(request.site, given)
    return HttpResponse(printed, content_type="application/pdf", headers=headers)
