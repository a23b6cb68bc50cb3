"""One transaction around each request, at one site, as one actor."""

import time
from contextlib import ExitStack

from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from traedesten.domain.access import Actor, Denied
from traedesten.domain.consent import ConsentMissing
from traedesten.domain.journey import MoveNotAllowed
from traedesten.tenancy import queries
from traedesten.tenancy.scope import as_user, at_site
from traedesten.ui.typed import typed_in

ABSOLUTE_SECONDS = 8 * 60 * 60
IDLE_SECONDS = 30 * 60
TOUCH_SECONDS = 60


class Transaction:
    """Everything a request does is kept or undone together; an answer of 500 undoes it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with ExitStack() as stack:
            request.scopes = stack
            with transaction.atomic():
                response = self.get_response(request)
                if response.status_code >= 500:
                    transaction.set_rollback(True)
            return response


class SessionLife:
    """Signs out after thirty minutes without a request and after eight hours in all."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            now, session = int(time.time()), request.session
            began, seen = session.get("began", now), session.get("seen", now)
            if now - began > ABSOLUTE_SECONDS or now - seen > IDLE_SECONDS or not request.user.is_active:
                logout(request)
            elif "began" not in session or now - seen > TOUCH_SECONDS:
                session["began"], session["seen"] = began, now
        return self.get_response(request)


class SiteAndActor:
    """Puts the site of the address into force, and closes staff pages to everybody else.

    Somebody who is not at the site gets the same 404 as for a page that does not exist.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if "site" not in kwargs:
            if request.user.is_authenticated:
                request.scopes.enter_context(as_user(request.user.pk))
            return None
        site = queries.site_with(kwargs["site"])
        if site is None:
            raise Http404
        request.site = site
        request.scopes.enter_context(at_site(site))
        request.scopes.enter_context(timezone.override(site.timezone))
        if not request.path_info.startswith("/s/"):
            request.actor = Actor(site_id=site.pk, roles=frozenset())
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        request.actor = queries.actor_for(request.user, site)
        if not request.actor.roles:
            raise Http404
        return None

    def process_exception(self, request, exception):
        for kind, template, status in (
            (Denied, "errors/403.html", 403),
            (MoveNotAllowed, "errors/409.html", 409),
            (ConsentMissing, "errors/no_consent.html", 409),
        ):
            if isinstance(exception, kind):
                typed = typed_in(getattr(request, "bound_form", None))
                return render(request, template, {"problem": exception, "typed": typed}, status=status)
        return None
