"""From a link in a message to a cookie: the token leaves the address bar, the way in stays revocable.

A GET never consumes anything, so a mail program that fetches links ahead does no harm.
"""

from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from traedesten.domain.access import Actor, Role
from traedesten.tenancy import queries
from traedesten.tenancy.models import Link

AGE = 60 * 60 * 24 * 30


def cookie_name(purpose: str) -> str:
    return f"link_{purpose}"


def enter(request, *, token: str, purpose: str, to: str) -> HttpResponse:
    """Exchange the token for a cookie and go on to the page ``to``."""
    link = queries.open_link(token, purpose, timezone.now())
    if link is None:
        return gone(request)
    return set_cookie(redirect(to, request.site.slug), request, link)


def set_cookie(response: HttpResponse, request, link: Link) -> HttpResponse:
    """Let whoever gets this answer come in by ``link`` from now on, without a token in the address."""
    response.set_cookie(
        cookie_name(link.purpose),
        signing.dumps([request.site.pk, str(link.pk)], salt=link.purpose),
        max_age=AGE,
        path=cookie_path(request),
        httponly=True,
        secure=request.is_secure(),
        samesite="Lax",
    )
    response["Referrer-Policy"] = "no-referrer"
    return response


def cookie_path(request) -> str:
    return reverse("home:site", args=[request.site.slug])


def link_in(request, purpose: str) -> Link | None:
    """The open link behind the cookie. Asked on every request, so that revoking works at once."""
    try:
        site_id, link_id = signing.loads(request.COOKIES.get(cookie_name(purpose), ""), salt=purpose, max_age=AGE)
    except signing.BadSignature:
        return None
    return queries.open_link_by_id(link_id, purpose, timezone.now()) if site_id == request.site.pk else None


def actor_of(link: Link, role: Role) -> Actor:
    subject = link.person_id if link.purpose == Link.Purpose.PERSON else link.subject_id
    return Actor(site_id=link.site_id, roles=frozenset({role}), subject_id=subject, link_id=link.pk)


def gone(request) -> HttpResponse:
    """One answer for unknown, expired, used and revoked alike."""
    if not hasattr(request, "site"):
        raise Http404
    return render(request, "tenancy/link_gone.html", status=410)
