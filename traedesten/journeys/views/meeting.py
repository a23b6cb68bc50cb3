"""Contacts, wishes and needs, and what people say yes to."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from traedesten.consent import actions as consent_actions
from traedesten.consent import queries as consent_queries
from traedesten.consent.models import Consent
from traedesten.consent.texts import text_of
from traedesten.domain.access import Deed
from traedesten.domain.consent import Channel, Purpose
from traedesten.domain.journey import Stale
from traedesten.journeys import actions, queries
from traedesten.journeys.forms import agreeing as agreeing_forms
from traedesten.journeys.forms import meeting as forms
from traedesten.journeys.views.page import back, frame, journey_with, page
from traedesten.ui.labels import words
from traedesten.ui.typed import bound, changed_since, renew


def log_contact(request, site, journey_id):
    """Works without network: the phone keeps the form and sends it once, with the header X-Outbox."""
    now = timezone.now()
    journey = journey_with(request, journey_id, Deed.LOG_CONTACT, form=True)
    relatives = list(queries.relatives_of(journey))
    initial = {name: request.GET[name] for name in ("kind", "relative") if name in request.GET}
    form = bound(request, forms.Contact, journey=journey, relatives=relatives, now=now, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.log_contact(by=request.actor, journey=journey, now=now, **form.contact())
        messages.success(request, _("Tak. Dit notat er gemt."))
        if "X-Outbox" in request.headers:
            return HttpResponse(status=204)
        return _after_contact(request, journey, form.cleaned_data["next"])
    return page(
        request,
        "log_contact",
        journey,
        form=form,
        people=[row.pk for row in relatives],
        after_url=frame(request, journey)["home_url"],
    )


@require_POST
def take_back_contact(request, site, journey_id, contact_id):
    """The note was a mistake: gone, as if it had not been written."""
    journey = journey_with(request, journey_id, Deed.LOG_CONTACT)
    contact = get_object_or_404(queries.contacts_of(journey), pk=contact_id)
    actions.take_back_contact(by=request.actor, contact=contact, now=timezone.now())
    messages.success(request, _("Notatet er taget tilbage, og ordene er slettet."))
    return redirect("home:day", site) if request.POST.get("til") == "dag" else back(request, journey)


def _after_contact(request, journey, step: str):
    """To the day page, or on to what was chosen as the next step."""
    if step == "visit":
        stones = [row for row in queries.introductions_of(journey) if row.relative_id is None]
        open_stones = [row for row in stones if "agree_visit" in row.steps]
        if open_stones:
            return redirect("journeys:plan_visit", request.site.slug, journey.pk, open_stones[-1].pk)
        return redirect("journeys:lay_stone", request.site.slug, journey.pk)
    return back(request, journey) if frame(request, journey)["as_staff"] else redirect("home:day", request.site.slug)


def write_wishes(request, site, journey_id):
    journey = journey_with(request, journey_id, Deed.WRITE_WISHES, form=True)
    wishes = queries.wishes_of(journey)
    form, status, theirs = bound(request, forms.Wishes, wishes=wishes), 0, ()
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_wishes(by=request.actor, journey=journey, now=timezone.now(), **form.cleaned_data)
        except Stale:
            renew(form, wishes.version if wishes else 0)
            status, theirs = 409, changed_since(form, form.of(wishes))
        else:
            messages.success(request, _("Tak. Nu ved vi, hvad vi skal lede efter."))
            return back(request, journey)
    return page(request, "write_wishes", journey, form=form, status=status, theirs=theirs)


@dataclass(frozen=True)
class Question:
    """One thing a person can say yes to, and what stands now. The form that gives the yes carries the ids."""

    purpose: str
    person_id: UUID
    about_id: UUID | None
    title: str
    words: str
    given: Consent | None
    withdrawn: Consent | None
    is_asked: bool = True

    @property
    def noted_by(self) -> str:
        """The roles of whoever wrote the yes down, in words."""
        return ", ".join(str(words("role", role)) for role in self.given.obtained_by.split("+"))

    def is_this(self, purpose: str, person_id: UUID, about_id: UUID | None) -> bool:
        return (self.purpose, self.person_id, self.about_id) == (purpose, person_id, about_id)


def consents(request, site, journey_id):
    """Every purpose with its words, who noted it, when and how; a yes and a no are equally near."""
    journey = journey_with(request, journey_id, Deed.GIVE_CONSENT)
    relatives = list(queries.relatives_of(journey))
    questions = _questions(journey, relatives)
    form = agreeing_forms.Consent(request.POST if "give" in request.POST else None)
    if "withdraw" in request.POST:
        return _withdraw(request, journey, questions)
    if form.is_bound and form.is_valid():
        _give(request, journey, questions, form.cleaned_data)
        return redirect("journeys:consents", site, journey.pk)
    return page(
        request,
        "consents",
        journey,
        form=form,
        people=[row.pk for row in relatives],
        questions=questions,
        channels=agreeing_forms.GIVEN_BY,
    )


def _give(request, journey, questions, answers) -> None:
    names = (answers["purpose"], answers["person"], answers["about"])
    question = next((question for question in questions if question.is_asked and question.is_this(*names)), None)
    if question is None:
        raise Http404
    consent_actions.give_consent(
        by=request.actor,
        person_id=question.person_id,
        owners=journey.owners,
        purpose=Purpose(question.purpose),
        channel=Channel(answers["channel"]),
        about_id=question.about_id,
        now=timezone.now(),
    )
    messages.success(request, _("Der er sagt ja. Det kan altid tages tilbage."))


def _withdraw(request, journey, questions):
    given = [question.given for question in questions if question.given]
    consent = next((row for row in given if str(row.pk) == request.POST["withdraw"]), None)
    if consent:
        consent_actions.withdraw_consent(by=request.actor, consent=consent, owners=journey.owners, now=timezone.now())
        messages.success(request, _("Det er taget tilbage og gælder fra nu af."))
    return redirect("journeys:consents", request.site.slug, journey.pk)


def _questions(journey, relatives) -> list[Question]:
    """In the order one asks: the person's own, then about each relative and each offer."""
    person = journey.participant
    of_each = consent_queries.consents_of_each([person.pk, *(row.pk for row in relatives)])
    rows = of_each[person.pk]
    asked = [_question(rows, person.pk, purpose) for purpose in (Purpose.CONTACT, Purpose.FEEDBACK, Purpose.RESEARCH)]
    for relative in relatives:
        title = _("At %(name)s er med") % {"name": relative.first_name or _("den pårørende")}
        asked.append(_question(rows, person.pk, Purpose.RELATIVE, relative.pk, title))
    for stone in queries.introductions_of(journey):
        if stone.stone == "left" and stone.told_offer_at is None:
            continue
        who = stone.relative_id or person.pk
        name = stone.relative.first_name if stone.relative else person.first_name
        title = _("At vi fortæller %(offer)s, at %(name)s kommer") % {"offer": stone.offer.name, "name": name}
        asked.append(_question(of_each[who], who, Purpose.SHARE_WITH_OFFER, stone.offer_id, title))
    handed_over = _question(rows, person.pk, Purpose.HANDOVER, is_asked=False)
    return [*asked, *([handed_over] if handed_over.given or handed_over.withdrawn else [])]


def _question(rows, person_id, purpose, about_id=None, title: str = "", is_asked: bool = True) -> Question:
    mine = [row for row in rows if row.purpose == purpose and row.about_id == about_id]
    given = next((row for row in mine if row.withdrawn_at is None), None)
    withdrawn = next((row for row in mine if row.withdrawn_at), None)
    text = text_of(purpose, given.text_version if given else "")
    title = title or str(words("purpose", purpose))
    return Question(purpose.value, person_id, about_id, title, str(text), given, withdrawn, is_asked)
