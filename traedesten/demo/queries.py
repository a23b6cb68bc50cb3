"""Whom one can step in as, where their pages are, and the mailbox of both sites."""

import re
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from traedesten.demo.groups import MEMBER, PLACE_OF
from traedesten.demo.tending import OWNED
from traedesten.groups.queries.pool import seekers
from traedesten.insight.queries import readers
from traedesten.journeys.models import Handover, Introduction
from traedesten.messages.models import Message
from traedesten.messages.queries import mailbox
from traedesten.offers.models import Offer
from traedesten.outcomes.queries import asked_now
from traedesten.people.models import Participant, Relative
from traedesten.referrals.models import Referral, ReferringUnit
from traedesten.tenancy.models import Link, Membership, Site, User
from traedesten.tenancy.queries import site_with
from traedesten.tenancy.scope import at_site

INVENTED = "@example.org"
ADDRESS = re.compile(r"https?://[^/\s]+(/\S*)")


@dataclass(frozen=True)
class Door:
    """One way in: a button, whose it is, and what to try there.

    ``who`` names a link that ``step_into_link`` makes, ``name`` a user who signs in.
    """

    heading: str | Promise
    try_this: str | Promise
    site: str = "holstebro"
    who: str = ""
    name: str = ""
    user_id: int | None = None


DOORS = (
    Door(
        _("Sygeplejersken i Center for Sundhed"),
        _("Åbn afdelingens eget link, og send en henvisning på et minut."),
        who="nurse",
    ),
    Door(
        _("Mona, Fridas mor, udfylder kortet"),
        _("Fortæl om en, du holder af. Prøv at glemme noget, eller at skrive et CPR-nummer."),
        who="card",
    ),
    Door(
        _("Hanne Vad, koordinator i Holstebro"),
        _("Se tavlen. Ring til Signe, læs forslaget til Freja, og spørg en guide."),
        name="Hanne Vad",
    ),
    Door(
        _("Inge Toft, koordinator i Holstebro"),
        _("Hanne og Inge siger god for hinandens udtræk til forskere. Hent det, der er klar, under Indsigt."),
        name="Inge Toft",
    ),
    Door(
        _("Birthe Kjær, guide"),
        _("I morgen følges hun med Frida til Café Nygade. Skriv et notat, og se Kaj, der er blevet tavs."),
        name="Birthe Kjær",
    ),
    Door(
        _("Frida, 20 år"),
        _("Hendes egen side: det næste besøg, aftalen med Birthe og hvem der har kigget. Prøv at aflyse."),
        who="frida",
    ),
    Door(
        _("Mona på sin egen side"),
        _("Hvad hun må se, fordi Frida har sagt ja til det. Og aflastning til hende selv."),
        who="mona",
    ),
    Door(
        _("Lone, kontaktperson i Café Nygade"),
        _("Der kommer en ny. Se, hvordan hun gerne vil tages imod, og svar, at du står i døren."),
        who="lone",
    ),
    Door(
        _("Trine, der svarer for et sted på listen"),
        _("Passer det stadig? Ét tryk, eller ret det. Sig, om der er plads, og om alle må se nummeret."),
        who="owner",
    ),
    Door(
        _("Henviseren følger med"),
        _("Hvor langt er det kommet? Kun det, som Frida har sagt ja til, at man må få at vide."),
        who="status",
    ),
    Door(
        _("Tove, kommunens brobygger"),
        _("Læs en overlevering, og svar på den."),
        who="handover",
    ),
    Door(
        _("Bente, der venter på en gruppe"),
        _("Hvor længe har hun ventet, og hvad sker der nu? Prøv at melde fra, og fortryd."),
        who="seeker",
    ),
    Door(
        _("Facilitator Ketty Brink"),
        _("Hendes gruppe mødes om to dage: se, hvem der kommer. Og forny det løfte om tavshed, der snart udløber."),
        name="Ketty Brink",
    ),
    Door(
        _("Én, der bliver spurgt, hvordan det går"),
        _("Nogle korte spørgsmål på telefonen. Prøv at springe over, gå tilbage, og slå nettet fra undervejs."),
        who="questions",
    ),
    Door(
        _("Styregruppen læser med"),
        _("Hvad er der kommet ud af det? Kun antal, aldrig mennesker. Se, hvilke tal der er skjult, og hvorfor."),
        who="steering",
    ),
    Door(
        _("Gudrun, der går i en gruppe"),
        _("Hvornår og hvor er det næste gang? Meld afbud med ét tryk, og fortryd, eller vælg det næste."),
        who="member",
    ),
    Door(
        _("Jonas Meldgaard, ny guide"),
        _("Han har ingen forløb endnu. Spørg ham fra tavlen som Hanne, og sig ja som Jonas."),
        name="Jonas Meldgaard",
    ),
    Door(
        _("Fatima Hassan, guide"),
        _("Tre forløb og tre sprog. Hun kan ikke se Birthes."),
        name="Fatima Hassan",
    ),
    Door(
        _("Peter Lund, koordinator i Aarhus"),
        _("Samme system, andre farver og egne mennesker. Intet fra Holstebro kan ses herfra."),
        site="aarhus",
        name="Peter Lund",
    ),
    Door(
        _("Sofie Brandt, guide i Aarhus"),
        _("En anden by, en anden dag."),
        site="aarhus",
        name="Sofie Brandt",
    ),
)


def doors() -> list[Door]:
    """The ways in that are there, in the order of Frida's story."""
    users = {user.name: user.pk for user in invented_users()}
    found = [Door(**{**door.__dict__, "user_id": users.get(door.name)}) for door in DOORS]
    return [door for door in found if site_with(door.site) and (door.who or door.user_id)]


def invented_users() -> QuerySet[User]:
    """Only those whom the story made: their addresses cannot belong to anybody."""
    return User.objects.filter(email__endswith=INVENTED, is_active=True)


def site_of(user: User) -> Site | None:
    """The demo site where the user holds a role."""
    for site in demo_sites():
        with at_site(site):
            if Membership.objects.filter(user=user).exists():
                return site
    return None


def demo_sites() -> list[Site]:
    return list(Site.objects.filter(email__endswith=INVENTED).order_by("pk"))


@dataclass(frozen=True)
class Opens:
    """What a link opens: its purpose, its subject, and the view that takes the token."""

    purpose: str
    subject_id: object
    view: str
    person_id: object = None


def opens(who: str) -> Opens | None:
    """What the link of this invented person opens at the current site."""
    find = {"frida": _frida, "mona": _mona, "lone": _lone, "owner": _owner, "status": _status, "handover": _handover}
    find |= {"seeker": _seeker, "member": _member, "questions": _asked, "steering": _steering}
    return find[who]() if who in find else None


def unit_of_nurse() -> ReferringUnit | None:
    return next((unit for unit in ReferringUnit.objects.filter(is_active=True, kind="health").order_by("name")), None)


def _frida() -> Opens | None:
    person = _called("Frida")
    return person and Opens(Link.Purpose.PERSON, person.pk, "journeys:enter_person", person.pk)


def _mona() -> Opens | None:
    frida = _called("Frida")
    person = frida and Relative.objects.filter(participant=frida).first()
    return person and Opens(Link.Purpose.PERSON, person.pk, "journeys:enter_person", person.pk)


def _lone() -> Opens | None:
    frida = _called("Frida")
    stone = frida and Introduction.objects.filter(journey__participant=frida, offer__name="Café Nygade").first()
    return stone and Opens(Link.Purpose.INTRODUCTION, stone.pk, "journeys:enter_introduction")


def _owner() -> Opens | None:
    offer = Offer.objects.filter(name=OWNED, is_open=True).first()
    return offer and Opens(Link.Purpose.OFFER, offer.pk, "offers:enter_owner")


def _status() -> Opens | None:
    frida = _called("Frida")
    card = frida and Referral.objects.filter(journeys__participant=frida).first()
    return card and Opens(Link.Purpose.REFERRAL_STATUS, card.pk, "journeys:enter_referral_status")


def _handover() -> Opens | None:
    waiting = Handover.objects.filter(answer="").order_by("-made_at").first()
    return waiting and Opens(Link.Purpose.HANDOVER, waiting.pk, "journeys:enter_handover")


def _seeker() -> Opens | None:
    waits = next((one for one in seekers().order_by("-waiting_since") if one.first_name == PLACE_OF), None)
    return waits and Opens(Link.Purpose.SEEKER, waits.pk, "groups:enter_place")


def _asked() -> Opens | None:
    waits = asked_now().first()
    return waits and Opens(Link.Purpose.QUESTIONS, waits.pk, "outcomes:enter_questions")


def _steering() -> Opens | None:
    reader = readers().filter(closed_at=None).first()
    return reader and Opens(Link.Purpose.SUMMARY, reader.pk, "insight:enter_summary")


def _member() -> Opens | None:
    sits = (one for one in seekers().filter(seats__group__state="running") if one.first_name == MEMBER)
    person = next(sits, None)
    return person and Opens(Link.Purpose.SEEKER, person.pk, "groups:enter_place")


def _called(first_name: str) -> Participant | None:
    """The first participant told of by this name: names are sealed, so they are opened one by one."""
    return next((one for one in Participant.objects.order_by("made_at") if one.first_name == first_name), None)


@dataclass(frozen=True)
class Letter:
    """A message as the recipient sees it. ``pieces`` are (words, path or "")."""

    message: Message
    place: str
    pieces: tuple


def letters(recipient: str = "") -> list[Message]:
    """Everything written at the demo sites, newest first; ``recipient`` is part of a name, number or address."""
    wanted, found = recipient.casefold(), []
    for site in demo_sites():
        with at_site(site):
            for message in mailbox().select_related("site", "key"):
                if not wanted or wanted in f"{message.first_name} {message.to}".casefold():
                    found.append(message)
    return sorted(found, key=lambda message: (message.made_at, str(message.pk)), reverse=True)


def as_letter(message: Message) -> Letter:
    """The words with links that work here, whatever address the demo had when they were written."""
    pieces, end = [], 0
    for address in ADDRESS.finditer(message.text):
        pieces += [(message.text[end : address.start()], ""), (address[0], address[1])]
        end = address.end()
    return Letter(message, message.site.place, (*pieces, (message.text[end:], "")))
