"""The demo's invented year at two sites, told by the same actions as in real life."""

import secrets
from base64 import b64encode
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from traedesten.demo import (
    arcs,
    arriving,
    communities,
    courses,
    facilitators,
    figures,
    gathering,
    groups,
    guides,
    initiatives,
    people,
    people_aarhus,
    places,
    programmes,
    researching,
    shifts,
    tending,
    wellbeing,
    words,
)
from traedesten.demo.frida import FRIDA, frida
from traedesten.demo.offers import rows
from traedesten.demo.offers.rows import Community
from traedesten.demo.portraits import portrait
from traedesten.demo.telling import Clock, Life, Told, deliver_until, play
from traedesten.domain.access import Actor, Role
from traedesten.offers import actions as offers
from traedesten.people import actions as volunteers
from traedesten.people.models import Volunteer
from traedesten.referrals import actions as referrals
from traedesten.tenancy import actions as tenancy
from traedesten.tenancy.models import Link
from traedesten.tenancy.queries import site_with
from traedesten.tenancy.scope import at_site

AS_IT_STANDS = (
    *("name", "kind", "about", "can_hold", "pace", "doing", "same_people", "greeted", "size", "capacity", "sign_up"),
    *("price", "price_words", "minimum_age", "maximum_age", "gender"),
)
"""What an invented offer calls by the same name as the real one."""

TOWNS = (
    (places.HOLSTEBRO, guides.HOLSTEBRO, communities.HOLSTEBRO, (FRIDA, *people.HOLSTEBRO)),
    (places.AARHUS, guides.AARHUS, communities.AARHUS, people_aarhus.AARHUS),
)


class WouldSend(Exception):
    """A real provider is set, and invented people would get real messages."""


def tell_once(*, seed: int = 1, present: datetime | None = None) -> None:
    """Tell the story of each site that is not there yet. The same seed and day give the same people and stages."""
    if {settings.EMAIL_PROVIDER, settings.SMS_PROVIDER} != {"kept"}:
        raise WouldSend("the demo keeps its messages: unset TRAEDESTEN_EMAIL and TRAEDESTEN_SMS")
    present = present or timezone.now()
    places_told = []
    for town, town_guides, offers_there, lives in TOWNS:
        with transaction.atomic():
            if site_with(town.slug) is None:
                places_told.append(_tell(town, town_guides, offers_there, lives, seed, present))
    with transaction.atomic():
        _share(places_told)


def _share(places_told: list[Told]) -> None:
    """What the sites take from each other, once they are all there, and the letters about it."""
    for happens in (programmes.follow, programmes.renew, lambda told: deliver_until(told.clock.present)):
        for told in places_told:
            with at_site(told.site), timezone.override(told.site.timezone):
                happens(told)


def _tell(town, town_guides, offers_there, lives, seed: int, present: datetime) -> Told:
    site = tenancy.found_site(
        slug=town.slug,
        name="Fællesskabsguide",
        place=town.place,
        areas=town.areas,
        footer=town.footer,
        phone=town.phone,
        email=town.email,
        **town.fields,
    )
    clock = Clock(site, seed, present)
    hired = clock.ago(500)
    account = {"site": site, "now": hired, "password": words.PASSWORD}
    user = tenancy.add_coordinator(name=town.coordinator, email=town.email, **account)
    second = tenancy.add_coordinator(name=town.second[0], email=town.second[1], **account) if town.second else None
    with at_site(site), timezone.override(site.timezone):
        told = Told(site, clock, user.pk)
        for unit in town.units:
            row = referrals.add_unit(by=told.coordinator, name=unit.name, kind=unit.kind, now=clock.ago(420))
            told.units[unit.name] = row, unit.sender, unit.contact
        for guide in sorted(town_guides, key=lambda guide: -guide.started):
            told.guides[guide.name] = _welcome(told, guide)
        for offer in offers_there:
            told.offers[offer.name] = _add(told, offer)
        tending.tend(told)
        programmes.offer(told)
        begun = [Life(told, person) for person in lives]
        play([(life, _arc(life)) for life in begun], clock.present)
        facilitators.tell(told)
        groups.tell(told)
        shifts.tell(told)
        initiatives.tell(told)
        wellbeing.tell(told)
        courses.tell(told)
        gathering.tell(told)
        figures.make_up(told)
        if second:
            researching.tell(told, second.pk)
    return told


def _arc(life: Life):
    name = life.person.arc
    return frida(life) if name == "frida" else (getattr(arriving, name, None) or getattr(arcs, name))(life)


def _welcome(told: Told, guide: guides.Guide) -> Volunteer:
    """Invited by the coordinator, and in through the link of the invitation."""
    clock, first_last = told.clock, guide.name.rpartition(" ")
    now = clock.ago(guide.started, "19:00")
    away = [clock.ago(-days).date() for days in guide.away] or [None, None]
    volunteer = volunteers.invite_volunteer(
        by=told.coordinator,
        email=f"{guide.name.split(' ')[0].lower()}.guide@example.org",
        now=now,
        first_name=first_last[0],
        last_name=first_last[2],
        phone=f"+4530{clock.chance(guide.name).randint(0, 999999):06}",
        area=told.areas[guide.area],
        born_year=clock.present.year - guide.age,
        gender=guide.gender,
        about=guide.about,
        interests=list(guide.interests),
        languages=list(guide.languages),
        times=list(guide.times),
        capacity=guide.capacity,
        away_from=away[0],
        away_until=away[1],
        picture=b64encode(portrait(guide.name, guide.gender, guide.age, "so" in guide.languages)).decode(),
    )
    link = Link.objects.get(purpose=Link.Purpose.INVITATION, subject_id=volunteer.pk)
    invited = Actor(site_id=told.site.pk, roles=frozenset({Role.INVITED}), subject_id=volunteer.pk, link_id=link.pk)
    volunteers.accept_invitation(
        by=invited, link=link, volunteer=volunteer, password=secrets.token_urlsafe(24), now=now + timedelta(hours=2)
    )
    return volunteer


def _add(told: Told, offer: Community):
    today, venue = told.clock.present.date(), offer.venue
    name, phone, email = offer.contact
    return offers.add_offer(
        by=told.coordinator,
        now=told.clock.ago(offer.opened, "09:30"),
        organisation=offer.organisation.name,
        venue={
            "name": venue.name,
            "address": venue.address,
            "area": told.areas[venue.area],
            "latitude": venue.point[0],
            "longitude": venue.point[1],
            "step_free": bool(venue.step_free),
            "hearing_loop": bool(venue.hearing_loop),
            "transport": venue.transport,
        },
        times=rows.regulars(offer, today),
        exceptions=rows.one_offs(offer, today),
        interests=list(offer.themes),
        holds=dict(offer.holds),
        languages=list(offer.languages),
        contact_name=name,
        contact_phone=phone,
        contact_email=email,
        **{field: getattr(offer, field) for field in AS_IT_STANDS},
    )
