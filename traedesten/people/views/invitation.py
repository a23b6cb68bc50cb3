"""From an invitation to an account of one's own."""

from django.contrib import messages
from django.contrib.auth import login
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from traedesten.audit.actions import look
from traedesten.domain.access import Role
from traedesten.people import actions, forms, queries
from traedesten.tenancy import links
from traedesten.tenancy.models import Link

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def enter(request, site, token):
    return links.enter(request, token=token, purpose=Link.Purpose.INVITATION, to="people:accept_invitation")


def accept(request, site):
    """Choose a password; or, when the address has an account already, sign in with that and say yes."""
    now = timezone.now()
    link = links.link_in(request, Link.Purpose.INVITATION)
    volunteer = queries.volunteers().filter(pk=link.subject_id).first() if link and not link.used_at else None
    if volunteer is None:
        return links.gone(request)
    by = links.actor_of(link, Role.INVITED)
    account = queries.account_with(volunteer.email)
    signed_in = request.user if request.user.is_authenticated else None
    form = None if account else forms.Account(request.POST or None, volunteer=volunteer)
    if request.method == "POST" and (account or form.is_valid()):
        password = "" if account else form.cleaned_data["password"]
        try:
            user = actions.accept_invitation(
                by=by, link=link, volunteer=volunteer, password=password, signed_in=signed_in, now=now
            )
        except actions.AlreadyUsed:
            return links.gone(request)
        except actions.AccountExists:
            return redirect("people:accept_invitation", site)
        return _welcome(request, user, volunteer, site)
    look(by=by, page="people:accept_invitation", people=[volunteer.pk], now=now)
    page = {
        "form": form,
        "volunteer": volunteer,
        "account": account,
        "is_theirs": bool(account and signed_in and signed_in.pk == account.pk),
    }
    return render(request, "people/accept_invitation.html", page, status=422 if form and form.errors else 200)


def _welcome(request, user, volunteer, site):
    login(request, user, backend=BACKEND)
    if Role.GUIDE not in volunteer.invited_as:
        messages.success(request, _("Velkommen, %(name)s. Godt, at du er her.") % {"name": user.first_name})
        return redirect("home:staff", site)
    words = _("Velkommen, %(name)s. Fortæl lidt om dig selv, så finder vi den rigtige at følges med.")
    messages.success(request, words % {"name": user.first_name})
    return redirect("people:profile", site)
