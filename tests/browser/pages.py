"""Who meets which pages of the demo, and a way round them."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

from tests.browser.doors import step_in

ANY_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")


def named(room: str, pages: str) -> set[str]:
    return {f"{room}:{page}" for page in pages.split()}


COMMON = {
    "home:front",
    "api:find_everywhere",
    *named("ui", "privacy accessibility"),
    *named("demo", "people mailbox"),
}
OF_A_JOURNEY = named(
    "journeys",
    "journeys journey log_contact lay_stone write_wishes edit_participant propose_agreement answer_agreement"
    " add_relative relative consents pause release_guide end_journey plan_visit assess"
    " stone report_visit leave_stone tell_offer",
)


@dataclass(frozen=True)
class Role:
    """A way in from the demo's front door, every page they meet there, and what no link leads to."""

    door: str
    pages: set
    more: tuple = ()
    is_public: bool = True
    seeds: tuple = ("/",)


ROLES = {
    "visitor": Role(
        "",
        COMMON
        | {"home:site", "referrals:refer", "account_login", "account_reset_password"}
        | named("offers", "find find_offer week suggest_change suggest_new suggested")
        | named("groups", "programmes_open programme_page group_page thanks")
        | named("groups", "become_facilitator become_facilitator_thanks")
        | {"support:in_the_house"},
        seeds=(
            "/holstebro/grupper/ensomhed/",
            "/holstebro/grupper/ensomhed/tak/",
            "/",
            "/demo/",
            "/holstebro/",
            "/holstebro/henvis/?hvem=selv",
            "/konto/login/",
            "/holstebro/find/tak/",
            "/holstebro/bliv-facilitator/tak/",
        ),
    ),
    "nurse": Role("Sygeplejersken", {"referrals:refer_from_unit"}),
    "referrer": Role("Henviseren følger med", {"journeys:referral_status"}),
    "frida": Role(
        "Frida, 20",
        named(
            "journeys",
            "person person_agreement person_consents person_lookups person_pause person_cancel_visit person_change",
        ),
    ),
    "mona": Role("Mona på sin egen side", named("journeys", "person person_consents person_lookups")),
    "lone": Role("Lone", {"journeys:introduction"}),
    "tove": Role("Tove", {"journeys:handover"}),
    "seeker": Role("Bente, der venter", {"groups:place"}),
    "respondent": Role("Én, der bliver spurgt", named("outcomes", "questions question")),
    "steering": Role("Styregruppen læser med", {"insight:summary"}),
    "member": Role("Gudrun, der går", named("groups", "place my_stop my_onward")),
    "owner": Role("Trine, der svarer", named("offers", "owner owner_edit owner_stop")),
    "guide": Role(
        "Birthe Kjær",
        OF_A_JOURNEY
        | {"home:day", "journeys:answer_follow_up", "people:profile", "account_change_password"}
        | named("offers", "offers offer find_inside report_offer")
        | named("support", "my_shifts wishes call_off")
        | {"outcomes:give"},
        more=("aftale/svar/", "vurder/"),
        is_public=False,
    ),
    "facilitator": Role(
        "Facilitator",
        named(
            "groups",
            "facilitator_day facilitator_declaration facilitator_times facilitator_pairs facilitator_sparring",
        )
        | named("groups", "courses facilitating session session_log move_session add_session")
        | named("groups", "end_group plan_going_on called stop onward"),
        seeds=(),
    ),
    "coordinator": Role(
        "Hanne Vad",
        OF_A_JOURNEY
        | {"home:board", "matching:proposal", "matching:share_out", "matching:missing", "matching:look_back"}
        | named("journeys", "accept assign_guide hand_over")
        | named("referrals", "inbox referral units")
        | named("people", "volunteers invite_volunteer volunteer end_membership")
        | named("offers", "offers add_offer offer edit_offer find_inside report_offer unanswered")
        | named("offers", "reports suggestions suggestion outline")
        | named("sources", "sources add_source neighbours share duplicates")
        | {"api:export"}
        | named("insight", "insight sharing network network_look_back preview unit_summary")
        | named("research", "exports ask_for_export export_request refuse_export")
        | named("messages", "wordings wording")
        | named("groups", "programmes add_programme programme edit_programme programme_changes")
        | named("groups", "network_programmes network_programme")
        | named("groups", "pool write_in suggest seeker talk edit_seeker")
        | named("groups", "facilitators facilitator edit_facilitator facilitator_training facilitator_paper")
        | named("groups", "thank_facilitator answer_sparring facilitator_terms")
        | named("support", "roster shift_plan shift")
        | named("partners", "initiatives start_initiative initiative edit_initiative open_initiative")
        | named("outcomes", "coverage battery group_battery tasks close_task find_paper give")
        | named("groups", "overview groups plan_group group edit_group seat_answer")
        | named("gathering", "proposals proposal seat make add_place edit_place look_back")
        | named("groups", "courses facilitating session called")
        | named("groups", "session_log move_session add_session end_group plan_going_on stop onward"),
        more=("aftale/svar/", "vurder/", "overlever/"),
        is_public=False,
    ),
}


RARE = {
    "home:my_sites",
    *(f"account_{page}" for page in ("signup", "logout", "inactive", "reauthenticate")),
    *(f"account_reset_password_{page}" for page in ("done", "from_key", "from_key_done")),
}
"""Pages that no road leads past; ``test_rare_pages`` goes to them."""

LINKS = """[...document.querySelectorAll('a')].filter((a) => a.hasAttribute('href'))
  .map((a) => new URL(a.getAttribute('href'), location).href)"""
"""Where the links of a page lead, also those of a drawing."""


def crawl(page, house, role: Role, language: str = "da"):
    """Stand on one page of each kind that the role can reach, and say its name. The front door is in Danish."""
    if role.door:
        step_in(page, house, role.door)
        landed = urlsplit(page.url).path
        queue = [landed] if role.is_public else ["/s/holstebro/forloeb/", landed]
    else:
        queue = list(role.seeds)
    page.context.add_cookies([{"name": "django_language", "value": language, "url": house.url}])
    seen = set()
    while queue:
        path = queue.pop(0)
        name, about = _name_of(path), path.partition("hvem=")[2]
        if name not in role.pages or (name, about) in seen:
            continue
        seen.add((name, about))
        answer = page.goto(house.url + path)
        assert answer.status == 200, path
        yield name
        found = page.evaluate(LINKS)
        queue += [link[len(house.url) :].split("#")[0] for link in found if link.startswith(house.url)]
        if name == "journeys:journeys":
            queue = [*_paths_of_frida(page, role), *queue]
        if name == "home:board":
            queue += [
                f"/s/holstebro/forloeb/{ANY_ID.search(link)[0]}/forslag/" for link in found if "forslag=" in link
            ]


def _paths_of_frida(page, role: Role) -> list[str]:
    """Frida's road has everything on it; it is walked first."""
    address = page.locator("main").get_by_role("link", name="Frida", exact=True).first.get_attribute("href")
    return [address, *(address + rest for rest in role.more)]


def _name_of(path: str) -> str:
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return ""
