"""Those who wait, for the coordinator: nobody forgotten, the held ones looked at, more written in."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from traedesten.audit.actions import look
from traedesten.domain.access import Deed, require
from traedesten.domain.groups import Came, Waiting
from traedesten.groups import actions
from traedesten.groups.forms.sign_up import Suggest, WriteIn
from traedesten.groups.queries import pool
from traedesten.journeys.queries import visible_journeys
from traedesten.tenancy.queries import areas
from traedesten.ui.labels import words

FILTERS = {"programme": "slags", "state": "tilstand", "area": "omraade"}
_TAKEN_ALONG = ("first_name", "phone", "email", "language", "area", "born_year", "gender")


def waiting(request, site):
    """The pool, the longest waiting first, by programme, state and area."""
    require(request.actor, Deed.HOLD_TALK, site_id=request.site.pk)
    now, chosen = timezone.now(), _chosen(request)
    rows, held = list(pool.waiting_pool(**chosen)), list(pool.held())
    today, same = timezone.localdate(now), pool.likely_same([*rows, *held])
    for row in [*rows, *held]:
        row.weeks, row.late, row.same = row.waited_weeks(today), row.is_late(now), same[row.pk]
        row.ask, row.years = row.is_to_be_asked(today), row.age(today)
    people = {row.pk for shown in (*rows, *held) for row in (shown, *shown.same)}
    look(by=request.actor, page="groups:pool", people=people, now=now)
    page = {
        "rows": rows,
        "held": held,
        "late": pool.late(now),
        "counts": [(state, words("waiting", state), number) for state, number in _in_order(pool.counts())],
        "programmes": pool.programmes(),
        "areas": areas(),
        "chosen": chosen,
    }
    return render(request, "groups/pool.html", page)


def _chosen(request) -> dict[str, str]:
    """The filters of the address; what is no such thing counts as none."""
    asked = {name: request.GET.get(asked_as, "") for name, asked_as in FILTERS.items()}
    asked["state"] = asked["state"] if asked["state"] in set(Waiting) else ""
    try:
        UUID(asked["area"])
    except ValueError:
        asked["area"] = ""
    return asked


def _in_order(counts: dict[str, int]) -> list[tuple[Waiting, int]]:
    return [(state, counts[state]) for state in Waiting if counts.get(state)]


def write_in(request, site):
    """Somebody who rang, or whom a professional has recommended."""
    require(request.actor, Deed.HOLD_TALK, site_id=request.site.pk)
    form = WriteIn(request.POST or None, areas=areas(), programmes=pool.programmes_open())
    if request.method == "POST" and form.is_valid():
        row = actions.sign_up(
            by=request.actor,
            programme=form.cleaned_data["programme"],
            came=form.cleaned_data["came"],
            submission_key=uuid4(),
            language=get_language()[:2],
            now=timezone.now(),
            **form.answers,
        )
        return _written(request, row)
    return render(request, "groups/write_in.html", {"form": form}, status=422 if form.errors else 200)


def suggest(request, site, journey_id):
    """Somebody from a journey, with the name and telephone that stand there."""
    require(request.actor, Deed.HOLD_TALK, site_id=request.site.pk)
    journey = get_object_or_404(visible_journeys(request.actor), pk=journey_id)
    person, now = journey.participant, timezone.now()
    form = Suggest(request.POST or None, programmes=pool.programmes_open())
    if request.method == "POST" and form.is_valid():
        row = actions.sign_up(
            by=request.actor,
            programme=form.cleaned_data["programme"],
            came=Came.JOURNEY,
            participant=person,
            submission_key=uuid4(),
            now=now,
            **{name: getattr(person, name) for name in _TAKEN_ALONG},
        )
        return _written(request, row)
    look(by=request.actor, page="groups:suggest", people=[person.pk], now=now)
    page = {"form": form, "journey": journey, "person": person}
    return render(request, "groups/suggest.html", page, status=422 if form.errors else 200)


def _written(request, row: actions.SignedUp):
    told = (
        _("%(name)s er allerede skrevet op her og har beholdt sin plads. Vi har ikke ændret noget.")
        if row.was_there
        else _("%(name)s er skrevet op. Det næste er en samtale.")
    )
    messages.success(request, told % {"name": row.seeker.first_name})
    return redirect("groups:seeker", request.site.slug, row.seeker.pk)


@require_POST
def review_held(request, site, seeker_id):
    """A held sign-up was real, or it was not."""
    require(request.actor, Deed.RELEASE_SIGN_UP, site_id=request.site.pk)
    row, now = get_object_or_404(pool.seekers(), pk=seeker_id), timezone.now()
    verdict = request.POST.get("verdict")
    if verdict == "release":
        actions.release_sign_up(by=request.actor, seeker=row, now=now)
        messages.success(request, _("Lukket ind. De venter nu på en samtale."))
    elif verdict == "discard":
        actions.discard_sign_up(by=request.actor, seeker=row, now=now)
        messages.success(request, _("Lagt væk og slettet."))
    else:
        raise Http404
    return redirect("groups:pool", site)
