"""The referral card that anybody may send, and the thanks for it."""

from django.conf import settings
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from traedesten.domain import crisis
from traedesten.domain.access import Actor, Role
from traedesten.referrals import actions, cards, forms, queries
from traedesten.referrals.models import Referral, ReferringUnit, Source
from traedesten.tenancy import links
from traedesten.tenancy.models import Link
from traedesten.tenancy.queries import areas, open_link
from traedesten.vault.senders import sender

TOKEN_COOKIE = "referral_token"
TOKEN_AGE = 60 * 60 * 24


def refer(request, site):
    return _card(request)


def refer_from_unit(request, site, token):
    unit = queries.unit_behind(token, timezone.now())
    if unit is None:
        return render(request, "referrals/unit_gone.html", status=410)
    response = _card(request, unit)
    # Nothing about the address to other servers. Not "no-referrer": browsers then hide where a form was sent from.
    response["Referrer-Policy"] = "same-origin"
    return response


def _card(request, unit: ReferringUnit | None = None) -> HttpResponse:
    """Show the card, or take it: after a pause for somebody too young or in acute need."""
    now = timezone.now()
    form = _form(request, unit, now)
    if not (form.is_bound and form.is_valid()):
        context = {"form": form, "unit": unit, "workdays": cards.workday_words(request.site.first_call_workdays)}
        return render(request, "referrals/refer.html", context, status=422 if form.errors else 200)
    if form.is_too_young(request.site.minimum_age):
        return _pause(request, "referrals/underage.html", form, unit, without={"age"})
    if form.sounds_acute and "acknowledged" not in request.POST:
        return _pause(request, "referrals/crisis.html", form, unit)
    receipt = actions.receive(
        by=Actor(site_id=request.site.pk, roles=frozenset({Role.REFERRER})),
        unit=unit,
        now=now,
        submission_key=form.submission,
        sender_digest=sender(request),
        suspicions=form.suspicions,
        language=get_language()[:2],
        **form.card,
    )
    return _thanks(request, receipt.token, now)


def _form(request, unit, now) -> forms.Card:
    is_self = Source.SELF in (request.POST.get("source"), "self" if request.GET.get("hvem") == "selv" else "")
    return forms.Card.of(request, areas=areas(), unit=unit, source=Source.SELF if is_self else "", now=now)


def _pause(request, template: str, form, unit, without=()) -> HttpResponse:
    """A page before anything is kept."""
    return render(request, template, {"form": form, "unit": unit, "kept": form.kept(without)})


def _thanks(request, token: str, now) -> HttpResponse:
    """To the receipt, which knows the card by its link; the token itself is kept a day, to be copied."""
    response = redirect("referrals:receipt", request.site.slug)
    link = open_link(token, Link.Purpose.REFERRAL_STATUS, now)
    response.set_cookie(
        TOKEN_COOKIE,
        signing.dumps(token, salt=TOKEN_COOKIE),
        max_age=TOKEN_AGE,
        path=reverse("referrals:refer", args=[request.site.slug]),
        httponly=True,
        secure=request.is_secure(),
        samesite="Lax",
    )
    return links.set_cookie(response, request, link)


def receipt(request, site):
    """The thanks. It can be opened again, and it is kind to somebody who has no card here."""
    referral = _sent_referral(request)
    if referral is None:
        return render(request, "referrals/receipt_unknown.html")
    unit = referral.unit if referral.unit and referral.unit.is_active else None
    context = {
        "received_at": referral.received_at,
        "call_by": queries.call_by(referral.received_at),
        "is_about_oneself": referral.source == Source.SELF,
        "is_relative": referral.source == Source.RELATIVE,
        "rings_relative": referral.whom_to_call == Referral.Call.RELATIVE,
        "writes": not referral.phone,
        "sounds_hard": crisis.is_worn_out(referral.note) or "crisis" in referral.warnings,
        "guides": queries.names_of_guides(timezone.localdate()),
        "unit": unit,
        "status_url": _status_url(request),
    }
    return render(request, "referrals/receipt.html", context)


def person_card(request, site):
    """The printed card for the person. It carries no name."""
    referral = _sent_referral(request)
    printed = cards.for_person(
        request.site,
        call_by=queries.call_by(referral.received_at) if referral else None,
        writes=referral is not None and not referral.phone,
        address=settings.PUBLIC_URL + reverse("home:site", args=[site]),
    )
    return _pdf(printed, "der-ringer-en-frivillig.pdf")


def _pdf(printed: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(printed, content_type="application/pdf", headers=headers)


def _sent_referral(request) -> Referral | None:
    link = links.link_in(request, Link.Purpose.REFERRAL_STATUS)
    return queries.referrals().filter(pk=link.subject_id).first() if link else None


def _status_url(request) -> str:
    """The address of the status page, for as long as this browser remembers the token."""
    try:
        token = signing.loads(request.COOKIES.get(TOKEN_COOKIE, ""), salt=TOKEN_COOKIE, max_age=TOKEN_AGE)
    except signing.BadSignature:
        return ""
    return settings.PUBLIC_URL + queries.status_path(token)
