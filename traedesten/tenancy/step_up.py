"""Who has just shown that it is really them: asked before something leaves the house."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

LASTS = timedelta(seconds=settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)


class StepUpNeeded(Exception):
    """The password was last given too long ago, or never in this session."""


def shown_at(request) -> datetime | None:
    """When whoever is signed in last gave their password in this session."""
    records = get_authentication_records(request, request.user)
    return datetime.fromtimestamp(max(record["at"] for record in records), UTC) if records else None


def require_recent(shown: datetime | None, now: datetime) -> None:
    """Raise ``StepUpNeeded`` unless it is within the last five minutes."""
    if shown is None or now - shown > LASTS:
        raise StepUpNeeded


def ask_again(path: str) -> HttpResponse:
    """To the page that asks for the password, and from there on to ``path``."""
    return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': path})}")
