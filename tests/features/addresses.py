"""The addresses of all pages of a site, and what stands in them when they are about a world's own rows."""

from dataclasses import dataclass

from django.urls import get_resolver, reverse

from tests.features import world_courses as courses
from tests.features import world_facilitators as facilitators
from tests.features import world_gathering as gathering
from tests.features import world_outcomes as outcomes
from tests.features import world_partners as partners
from tests.features import world_research as research
from tests.features import world_shifts as shifts
from traedesten.interop import ids

ENTRANCES = {
    "enter_referral_status": "journeys:enter_referral_status",
    "enter_person": "journeys:enter_person",
    "enter_relative": "journeys:enter_person",
    "enter_invitation": "people:enter_invitation",
    "enter_introduction": "journeys:enter_introduction",
    "enter_handover": "journeys:enter_handover",
    "enter_owner": "offers:enter_owner",
    "enter_place": "groups:enter_place",
    "enter_afterwards": "groups:enter_afterwards",
    "enter_questions": "outcomes:enter_questions",
    "unit_summary": "insight:unit_summary",
    "enter_summary": "insight:enter_summary",
    "refer_from_unit": "referrals:refer_from_unit",
    "guide_calendar": "support:guide_calendar",
    "follow": "partners:follow",
}
"""The links of a world, and the addresses that take them."""


@dataclass(frozen=True)
class Page:
    """A named address, its pattern, and the names of its arguments."""

    name: str
    route: str
    arguments: tuple[str, ...]

    @property
    def has_id(self) -> bool:
        return any(argument.endswith("_id") for argument in self.arguments)


def pages() -> list[Page]:
    """All addresses that lie at a site."""
    found = []
    for namespace, (_prefix, resolver) in get_resolver().namespace_dict.items():
        for pattern in resolver.url_patterns:
            arguments = tuple(pattern.pattern.converters)
            if pattern.name and "site" in arguments:
                found.append(Page(f"{namespace}:{pattern.name}", f"/{pattern.pattern}", arguments))
    return sorted(found, key=lambda page: page.name)


def address(page: Page, world, *, slug: str = "") -> str:
    """The page about ``world``'s own rows, by default at its own site."""
    values = _ids(world) | WORDS | facilitators.ids(world) | shifts.ids(world) | partners.ids(world, page.name)
    values |= research.ids(world)
    values |= outcomes.ids(world) | courses.ids(world) | gathering.ids(world) | _exceptions(page, world)
    values["site"] = slug or world.site.slug
    return reverse(page.name, kwargs={argument: values[argument] for argument in page.arguments})


WORDS = {
    "taxonomy": ids.TAXONOMY,
    "term": ids.term_id("talk"),
    "rest": "nowhere",
    "name": "thank_you",
    "language": "da",
    "who": "referrer",
    "slug": "ensomhed",
}
"""Arguments that are no row's id."""


def _ids(world) -> dict:
    of_rows = {
        "referral_id": "new",
        "relative_id": "relative",
        "introduction_id": "introduction",
        "visit_id": "visit",
        "follow_up_id": "follow_up",
        "request_id": "request",
        "contact_id": "staff_note",
        "handover_id": "answered",
        "unit_id": "unit",
        "report_id": "report",
        "suggestion_id": "suggestion",
        "programme_id": "own_programme",
        "published": "published",
        "organisation_id": "organisation",
        "source_id": "imported_source",
        "run_id": "imported_run",
        "change_id": "import_change",
        "merge_id": "merge",
        "shared_id": "shared",
        "followed_id": "followed",
        "seeker_id": "seeker",
        "reader_id": "reader",
    }
    return {
        **{argument: world.rows[name].pk for argument, name in of_rows.items()},
        "tie_id": world.rows["tie"],
        "journey_id": world.journeys["walking"].pk,
        "volunteer_id": world.guide.pk,
        "offer_id": world.offers[0].pk,
        "venue_id": world.offers[0].venue_id,
        "other_id": world.offers[1].pk,
    }


OTHERWISE = {
    "review_held": ("referral_id", "held"),
    "programme_changes": ("programme_id", "following_programme"),
    "invite_group": ("group_id", "planned_group"),
    "seat_answer": ("member_id", "with_question"),
    **dict.fromkeys(
        ("group", "edit_group", "move_seat", "start_group", "call_off_group", "group_poster", "group_page"),
        ("group_id", "inviting_group"),
    ),
    "review_interest": ("facilitator_id", "held_interest"),
    "review_sign_up": ("seeker_id", "held_seeker"),
}
"""Pages about another row than the first of its kind."""


def _exceptions(page: Page, world) -> dict:
    name = page.name.partition(":")[2]
    if name in world.tokens:
        return {"token": world.tokens[name]}
    if name in OTHERWISE:
        argument, row = OTHERWISE[name]
        return {argument: world.rows[row].pk}
    stage = {
        "answer_follow_up": "following",
        "see_answer": "following",
        "proposal": "waiting",
        "assess": "assessing",
        "accept": "",
    }.get(name)
    return {"journey_id": world.journeys[stage].pk} if stage else {}
