"""The demo's front door: invented people to step in as, and the mailbox of what they are sent."""

from django.contrib.auth import login, logout
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from traedesten.demo import actions, queries, words
from traedesten.domain.access import system

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def people(request):
    return render(request, "demo/people.html", {"doors": queries.doors(), "password": words.PASSWORD})


@require_POST
def step_into(request, user_id):
    user = get_object_or_404(queries.invented_users(), pk=user_id)
    site = queries.site_of(user)
    if site is None:
        raise Http404
    logout(request)
    login(request, user, backend=BACKEND)
    return redirect("home:staff", site.slug)


@require_POST
def step_into_link(request, site, who):
    """A fresh link, and through it. Whoever was signed in is signed out: the pages have no account."""
    logout(request)
    if who == "card":
        return redirect("referrals:refer", site)
    if who == "nurse":
        unit = queries.unit_of_nurse()
        return redirect("referrals:refer_from_unit", site, unit.token) if unit else _nobody()
    opened = queries.opens(who)
    if opened is None:
        _nobody()
    token = actions.issue_link(
        by=system(request.site.pk),
        purpose=opened.purpose,
        subject_id=opened.subject_id,
        person_id=opened.person_id,
        now=timezone.now(),
    )
    return redirect(reverse(opened.view, args=[site, token]))


def _nobody():
    raise Http404


def mailbox(request):
    recipient = request.GET.get("til", "").strip()
    page = Paginator(queries.letters(recipient), 50).get_page(request.GET.get("side"))
    letters = [queries.as_letter(message) for message in page]
    return render(request, "demo/mailbox.html", {"page": page, "letters": letters, "recipient": recipient})
