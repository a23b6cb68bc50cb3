"""Every yes of a person, with a way to take it back, and to give it again."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from traedesten.audit.actions import look
from traedesten.consent import actions as consenting
from traedesten.consent import queries as consenting_queries
from traedesten.consent.models import Consent
from traedesten.consent.texts import text_of as consent_text
from traedesten.domain.consent import Channel, Purpose
from traedesten.journeys import actions, queries
from traedesten.journeys.forms import person as forms
from traedesten.journeys.views.guest import Guest, guest_of
from traedesten.tenancy import links


def consents(request, site):
    """Every yes, each with a way to take it back."""
    guest, now = guest_of(request), timezone.now()
    if guest is None:
        return links.gone(request)
    rows = list(consenting_queries.consents_of(guest.person.pk))
    status = 200
    if request.method == "POST":
        form = forms.ConsentChange(request.POST)
        if form.is_valid():
            return _change_consent(request, guest, rows, form.cleaned_data, now)
        status = 422
    look(by=guest.actor, page="journeys:person_consents", people=[guest.person.pk], now=now)
    standing = [row for row in rows if row.withdrawn_at is None]
    names = _names_of(guest, rows)
    held = {row.purpose for row in standing}
    may_give = [purpose for purpose in _may_give(guest) if purpose not in held]
    context = {
        "standing": [
            (row, names.get(row.about_id, ""), consent_text(row.purpose, row.text_version)) for row in standing
        ],
        "may_give": [(purpose, consent_text(purpose)) for purpose in may_give],
        "taken_back": [(row, names[row.about_id], consent_text(row.purpose)) for row in _taken_back(rows, names)],
        "relative": guest.relative,
        "guide": guest.journey.guide if guest.journey.is_open else None,
        "visit": None if guest.relative else queries.next_visit(guest.journey, now),
        "asked_since": (guest.relative or guest.journey).wants_call_since,
    }
    return render(request, "journeys/person_consents.html", context, status=status)


def _may_give(guest: Guest) -> tuple[Purpose, ...]:
    """What can be given without being asked for; a relative decides only about being called."""
    return (Purpose.CONTACT,) if guest.relative else forms.GIVE_ALONE


def _taken_back(rows, names: dict) -> list:
    """The newest of each narrowed yes that was taken back, as long as what it was about is still of this journey."""
    held = {(row.purpose, row.about_id) for row in rows if row.withdrawn_at is None}
    newest: dict[tuple, Consent] = {}
    for row in rows:
        if row.about_id in names and (row.purpose, row.about_id) not in held:
            newest.setdefault((row.purpose, row.about_id), row)
    return list(newest.values())


def _change_consent(request, guest: Guest, rows, change: dict, now):
    if change["withdraw"]:
        _withdraw(request, guest, _row(rows, change["withdraw"]), now)
    elif change["again"]:
        names = _names_of(guest, rows)
        consent = _row([row for row in rows if row.about_id in names], change["again"])
        _give(guest, Purpose(consent.purpose), now, about_id=consent.about_id)
        messages.success(request, _("Tak for dit ja. Du kan altid tage det tilbage her."))
    else:
        if change["give"] not in _may_give(guest):
            raise Http404
        _give(guest, Purpose(change["give"]), now)
        messages.success(request, _("Tak for dit ja. Du kan altid tage det tilbage her."))
    return redirect("journeys:person_consents", request.site.slug)


def _withdraw(request, guest: Guest, consent: Consent, now) -> None:
    """A second press on the same answer changes nothing."""
    is_contact = consent.purpose == Purpose.CONTACT
    if consent.withdrawn_at is None and is_contact:
        about = {"journey": guest.journey, "relative": guest.relative}
        actions.stop_contact(by=guest.actor, consent=consent, now=now, **about)
    elif consent.withdrawn_at is None:
        owners = (guest.person.pk,)
        consenting.withdraw_consent(by=guest.actor, consent=consent, owners=owners, now=now)
    stopped = _("Vi ringer og skriver ikke til dig mere.")
    taken_back = _("Dit ja er taget tilbage. Det gælder fra nu af.")
    messages.success(request, stopped if is_contact else taken_back)


def _row(rows, pk) -> Consent:
    consent = next((row for row in rows if row.pk == pk), None)
    if consent is None:
        raise Http404
    return consent


def _give(guest: Guest, purpose: Purpose, now, about_id=None) -> None:
    consenting.give_consent(
        by=guest.actor,
        person_id=guest.person.pk,
        owners=(guest.person.pk,),
        purpose=purpose,
        about_id=about_id,
        channel=Channel.LINK,
        now=now,
    )


def _names_of(guest: Guest, rows) -> dict:
    """What each narrowed consent is about: an offer by name, or one of the participant's own relatives."""
    about = {row.about_id for row in rows if row.about_id}
    if not about:
        return {}
    stones = queries.introductions_of(guest.journey).filter(offer_id__in=about, relative=guest.relative)
    names = {stone.offer_id: stone.offer.name for stone in stones}
    if guest.relative is None:
        relatives = guest.person.relatives.filter(pk__in=about).select_related("key")
        names |= {relative.pk: relative.first_name for relative in relatives}
    return names
