"""Who looked at a person and what was done, in plain words: a role and a page, never a name."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from traedesten.audit.queries import events_of, lookups_of
from traedesten.domain.access import Role
from traedesten.ui.labels import words

MOST = 50

PAGES = {
    "home:board": _("så tavlen over alle, vi hjælper"),
    "home:day": _("så på dagens aftaler"),
    "journeys:journeys": _("så listen over forløb"),
    "journeys:journey": _("læste siden om dit forløb"),
    "journeys:log_contact": _("åbnede siden for at skrive et notat"),
    "journeys:log_contact_kept": _("havde siden til et notat klar på telefonen"),
    "journeys:write_wishes": _("så på dine ønsker"),
    "journeys:consents": _("så, hvad du har sagt ja til"),
    "journeys:propose_agreement": _("så på aftalen"),
    "journeys:lay_stone": _("ledte efter et sted, der kunne passe"),
    "journeys:stone": _("så på et sted på din vej"),
    "journeys:plan_visit": _("åbnede siden for at aftale et besøg"),
    "journeys:report_visit": _("åbnede siden for at skrive, hvordan et besøg gik"),
    "journeys:relative": _("så siden om en pårørende"),
    "journeys:accept": _("læste henvisningen"),
    "journeys:assess": _("åbnede siden for at tage stilling til, hvem der bedst kan hjælpe"),
    "journeys:assign_guide": _("ledte efter en guide til dig"),
    "journeys:release_guide": _("åbnede siden for at skifte guide"),
    "journeys:hand_over": _("åbnede siden for at skrive en overlevering"),
    "journeys:referral_status": _("så, hvordan det går med henvisningen"),
    "matching:answer_request": _("blev spurgt, om der var plads til én mere"),
    "journeys:person": _("så din egen side"),
    "journeys:person_pause": _("så siden om pauser"),
    "journeys:person_cancel_visit": _("åbnede siden for at sige fra til et besøg"),
    "journeys:person_calendar": _("hentede aftalen til kalenderen"),
    "journeys:person_agreement": _("læste aftalen"),
    "journeys:person_change": _("åbnede siden for at få noget rettet eller slettet"),
    "journeys:person_consents": _("så, hvad du har sagt ja til"),
    "journeys:person_lookups": _("så denne side"),
    "journeys:introduction": _("så, at der kommer en ny, med fornavn"),
    "journeys:handover": _("læste overleveringen"),
    "referrals:inbox": _("så listen over henvisninger"),
    "referrals:referral": _("læste henvisningen"),
    "matching:proposal": _("ledte efter en guide til dig"),
    "partners:opened": _("så, at der er åbnet noget, du har ønsket dig"),
    "people:volunteer": _("så, hvem en guide følges med"),
    "research:make_export": _("lavede et udtræk til forskning, hvor dine svar er med uden dit navn"),
}

BY_RELATIVES = {
    "journeys:person": _("så, hvem din guide er, og hvornår du skal afsted"),
}
"""What a relative sees of the participant, where the page is otherwise one's own."""

OWN_VERBS = {
    "consent.given": _("sagde ja"),
    "journey.agreement_answered": _("svarede på aftalen"),
    "journey.visit_cancelled": _("sagde, at du ikke kunne komme"),
    "journey.paused": _("begyndte at holde pause"),
}
"""What one has done oneself."""

VERBS = {
    "consent.given": _("skrev ned, at du sagde ja"),
    "consent.withdrawn": _("tog et ja tilbage"),
    "referral.received": _("sendte en henvisning"),
    "referral.called": _("ringede op"),
    "journey.opened": _("sagde ja til at hjælpe"),
    "journey.assessed": _("tog stilling til, hvem der bedst kan hjælpe"),
    "journey.reassessed": _("ville tage stilling igen"),
    "journey.set_back": _("begyndte at følges med dig igen"),
    "matching.guide_asked": _("spurgte en guide, om der var plads"),
    "matching.guide_passed_over": _("ledte efter en anden guide"),
    "matching.request_accepted": _("sagde ja til at være din guide"),
    "matching.request_declined": _("havde ikke plads lige nu"),
    "matching.request_withdrawn": _("ledte efter en anden guide"),
    "journey.guide_assigned": _("fandt en guide"),
    "journey.guide_released": _("skiftede guide"),
    "journey.contact_logged": _("skrev et notat om en kontakt"),
    "journey.contact_taken_back": _("tog et notat tilbage og slettede det"),
    "journey.wishes_written": _("skrev dine ønsker ned"),
    "journey.agreement_proposed": _("skrev aftalen"),
    "journey.agreement_answered": _("svarede på aftalen"),
    "journey.stone_laid": _("foreslog et sted"),
    "journey.stone_chosen": _("valgte et sted"),
    "journey.stone_settled": _("skrev, at et sted blev dit"),
    "journey.stone_unsettled": _("skrev, at et sted ikke er dit endnu"),
    "journey.offer_refused": _("skrev, at du sagde nej tak til et sted"),
    "journey.stone_left": _("skrev, at et sted ikke passede"),
    "journey.visit_planned": _("aftalte et besøg"),
    "journey.visit_cancelled": _("aflyste et besøg"),
    "journey.visit_restored": _("sagde, at et aflyst besøg står alligevel"),
    "journey.visit_reported": _("skrev, hvordan et besøg gik"),
    "journey.visit_reminded": _("sendte en påmindelse om et besøg"),
    "journey.offer_told": _("fortalte et sted, at du kommer"),
    "journey.offer_answered": _("svarede, at de tager godt imod"),
    "journey.handed_over": _("overleverede til kommunen"),
    "journey.handover_answered": _("svarede på overleveringen"),
    "journey.handover_answer_seen": _("læste svaret på overleveringen"),
    "journey.paused": _("satte forløbet på pause"),
    "journey.resumed": _("gik i gang igen efter en pause"),
    "journey.call_asked_for": _("bad om at blive ringet op"),
    "journey.change_asked_for": _("bad om at få noget rettet eller slettet"),
    "journey.change_made": _("skrev, at det var rettet eller slettet"),
    "journey.contact_stopped": _("sagde stop for opkald og beskeder"),
    "journey.person_link_sent": _("sendte linket til din side"),
    "journey.relative_link_sent": _("sendte linket til din side"),
    "journey.stepped_back": _("slap, så du kunne gå selv"),
    "journey.follow_up_answered": _("spurgte, hvordan det går"),
    "journey.ended": _("afsluttede forløbet"),
    "journey.reopened": _("begyndte forløbet igen"),
    "demo.link_issued": _("lavede et link til din side"),
    "people.participant_edited": _("rettede, hvad vi ved om dig"),
    "people.relative_added": _("skrev dig ned som pårørende"),
    "people.relative_edited": _("rettede, hvad vi ved om dig"),
}


@dataclass(frozen=True)
class Trace:
    """One line: when, who (a role), what. ``is_look``: somebody read, nothing was changed."""

    at: datetime
    who: str
    what: str
    is_look: bool


def traces_of(person_id, own: Role, page: int = 1) -> tuple[list[Trace], bool]:
    """Fifty look-ups and deeds together, the newest on page 1, in two queries; and whether there are older ones.

    ``own`` is the role in which the reader is on these pages: what they did themselves is told to them as theirs.
    """
    last = MOST * page
    looks = [
        Trace(row.at, who(row.role, own), _looked(row.page, row.role, own), True)
        for row in lookups_of(person_id)[: last + 1]
    ]
    deeds = [
        Trace(row.at, who(row.role, own), _did(row.verb, row.role, own), False)
        for row in events_of(person_id)[: last + 1]
    ]
    traces = sorted(looks + deeds, key=lambda trace: trace.at, reverse=True)
    return traces[last - MOST : last], len(traces) > last


def _looked(page: str, role: str, own: Role) -> str:
    seen = BY_RELATIVES.get(page) if role == Role.RELATIVE != own else None
    return str(seen or PAGES.get(page, _("så en side, hvor du står")))


def _did(verb: str, role: str, own: Role) -> str:
    own_words = OWN_VERBS.get(verb) if role == own else None
    return str(own_words or VERBS.get(verb, _fallback(verb)))


def by_day(traces: list[Trace]) -> list[tuple]:
    """(day, its traces) by the site's own clock; the same thing several times in a row is one line."""
    days = groupby(traces, key=lambda trace: timezone.localdate(trace.at))
    return [(day, [next(same) for _key, same in groupby(rows, key=_line)]) for day, rows in days]


def _line(trace: Trace) -> tuple[str, str]:
    return trace.who, trace.what


def who(role: str, own: Role) -> str:
    """ "coordinator+guide" → "Koordinator og fællesskabsguide"; the reader's own role → "Du"."""
    if role == own:
        return str(_("Du"))
    names = [str(words("role", part)) for part in role.split("+") if part]
    return str(_(" og ")).join([*names[:1], *(name.lower() for name in names[1:])]) or str(words("role", "visitor"))


def _fallback(verb: str) -> str:
    return _("sendte en besked") if verb.startswith("message.") else _("gjorde noget, der handler om dig")
