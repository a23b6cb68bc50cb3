"""The list of offers: for staff to choose from, and for coordinators to keep."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from traedesten.domain.access import Deed, require
from traedesten.domain.freshness import Freshness
from traedesten.domain.journey import Stale
from traedesten.domain.names import clean_text
from traedesten.domain.taxonomy import KEYS
from traedesten.offers import actions, forms, queries
from traedesten.offers.models import OfferClosed, OfferFollows
from traedesten.offers.views.page import answer, frame, known, on_top_of
from traedesten.offers.words import changes_of
from traedesten.ui.labels import theme_words

PER_PAGE = 50
LONGEST = 100


def offers(request, site):
    """The offers of the site: all, or those of a kind, about a theme, of an age, with a word in their name."""
    now, every = timezone.now(), request.site.confirm_offers_days
    chosen = {name: request.GET.get(name, "") for name in ("slags", "emne", "alder")}
    text = clean_text(request.GET.get("navn", ""))[:LONGEST]
    rows = queries.kept_offers(chosen["slags"], chosen["emne"], chosen["alder"], text, now, every)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("side"))
    for row in page:
        row.mark = row.freshness_at(now, every)
    context = {
        "page": page,
        "kinds": queries.KINDS,
        "kind": chosen["slags"] if chosen["slags"] in queries.KINDS else "",
        "themes": [(key, theme_words(key)) for key in KEYS],
        "theme": chosen["emne"],
        "marks": list(Freshness),
        "mark": chosen["alder"],
        "text": text,
        "is_narrowed": bool(text or any(chosen.values())),
        "open_count": queries.open_offers().count(),
        "tab": "offers",
        **frame(request),
    }
    return render(request, "offers/offers.html", context)


def offer(request, site, offer_id):
    """One offer, with everything that is known about it, and the person who receives somebody new."""
    row, now = get_object_or_404(queries.offers(), pk=offer_id), timezone.now()
    if row.merged_into_id:
        return redirect("offers:offer", site, queries.merged(offer_id))
    row.mark = row.freshness_at(now, request.site.confirm_offers_days)
    page = {"offer": row, "now": now, **frame(request)}
    if page["may_edit"]:
        page |= {"reports": queries.reports().filter(offer=row)[:10], "suggestions": queries.suggestions_for(row)}
    page["changes"] = changes_of(row)
    return render(request, "offers/offer.html", page)


def add_offer(request, site):
    """Put an offer on the list; ``?forslag=`` begins with what somebody outside proposed."""
    require(request.actor, Deed.KEEP_DIRECTORY, site_id=request.site.pk)
    proposed = _proposed(request)
    if proposed and proposed.offer_id:
        return redirect("offers:suggestion", site, proposed.pk)
    form = forms.Offer(request.POST or None, **known(), initial=_begun(proposed))
    if request.method == "POST" and form.is_valid():
        keep = {"by": request.actor, "now": timezone.now()}
        if proposed:
            row = actions.take_suggestion(suggestion=proposed, **keep, **form.facts)
        else:
            row = actions.add_offer(**keep, **form.facts)
        messages.success(request, _("%(name)s er på listen.") % {"name": row.name})
        return redirect("offers:offer", site, row.pk)
    return answer(request, "edit_offer", form, proposed=proposed, **frame(request))


def _proposed(request):
    """The suggestion that is being worked on, while nobody has answered it."""
    wanted = request.POST.get("forslag") or request.GET.get("forslag")
    return queries.suggestion_with(wanted) if wanted else None


def _begun(proposed) -> dict:
    """What was proposed, as the start of a form."""
    if proposed is None:
        return {}
    return {name: values if name == "interests" else values[0] for name, values in proposed.changes.items() if values}


def edit_offer(request, site, offer_id):
    """Put an offer right. Whoever saves on top of somebody else's change is told so, and keeps their text."""
    require(request.actor, Deed.EDIT_OFFER, site_id=request.site.pk)
    row, status, theirs = get_object_or_404(queries.offers(), pk=offer_id), 0, ()
    form = forms.Offer(request.POST if request.method == "POST" else None, **known(), offer=row)
    if request.method == "POST" and form.is_valid():
        try:
            kept = actions.edit_offer(by=request.actor, offer=row, now=timezone.now(), **form.facts)
        except Stale:
            status, theirs = 409, on_top_of(form, row)
        else:
            messages.success(request, _("Gemt. Guiderne ser det med det samme."))
            if form.cleaned_data["contact_public"] and not kept.contact_public_since:
                name = kept.contact_name
                messages.warning(
                    request, _("Spørg %(name)s, om alle må se navn og nummer, og sæt så hak igen.") % {"name": name}
                )
            return redirect("offers:offer", site, offer_id)
    return answer(request, "edit_offer", form, status=status, theirs=theirs, offer=row, **frame(request))


@require_POST
def close_offer(request, site, offer_id):
    """Take an offer off the list."""
    row = _kept(request, offer_id, Deed.EDIT_OFFER)
    actions.stop_offer(by=request.actor, offer=row, now=timezone.now())
    messages.success(request, _("%(name)s er taget af listen. Det kan fortrydes her på siden.") % {"name": row.name})
    return redirect("offers:offer", site, offer_id)


@require_POST
def reopen_offer(request, site, offer_id):
    """Put an offer back on the list."""
    row = _kept(request, offer_id, Deed.EDIT_OFFER)
    actions.edit_offer(by=request.actor, offer=row, is_open=True, now=timezone.now())
    messages.success(request, _("%(name)s er på listen igen.") % {"name": row.name})
    return redirect("offers:offer", site, offer_id)


@require_POST
def confirm_offer(request, site, offer_id):
    """The coordinator has called: it is right as it stands."""
    row = _kept(request, offer_id, Deed.CONFIRM_OFFER)
    return _done(request, row, actions.confirm_offer, _("Tak. %(name)s er bekræftet i dag."))


@require_POST
def ask_owner(request, site, offer_id):
    """Send the owner a fresh link."""
    row = _kept(request, offer_id, Deed.ASK_OWNER)
    if not row.can_be_asked:
        messages.warning(request, _("Vi har hverken nummer eller mail endnu. Skriv det ind først."))
        return redirect("offers:edit_offer", site, offer_id)
    name = row.contact_name or row.name
    return _done(request, row, actions.ask_owner, _("%(name)s får et link nu."), name)


@require_POST
def close_owner_links(request, site, offer_id):
    """Close the links that are out."""
    row = _kept(request, offer_id, Deed.ASK_OWNER)
    return _done(request, row, actions.close_owner_links, _("Ingen kan bruge de gamle links til %(name)s mere."))


def _kept(request, offer_id, deed: Deed):
    require(request.actor, deed, site_id=request.site.pk)
    return get_object_or_404(queries.offers(), pk=offer_id)


def _done(request, row, action, words: str, name: str = ""):
    """Do it, say it, and go back to where the button was."""
    try:
        action(by=request.actor, offer=row, now=timezone.now())
    except OfferClosed:
        messages.warning(request, _("%(name)s er taget af listen imens.") % {"name": row.name})
    except OfferFollows:
        messages.warning(
            request, _("%(name)s følger et nabosted. De siger selv, om det passer.") % {"name": row.name}
        )
    else:
        messages.success(request, words % {"name": name or row.name})
    if request.POST.get("tilbage") == "unanswered":
        return redirect("offers:unanswered", request.site.slug)
    return redirect("offers:offer", request.site.slug, row.pk)
