"""Whatever is done at two sites, in whatever order, each sees exactly what was made there."""

from collections import defaultdict
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests import make
from traedesten.audit.models import Event
from traedesten.consent import actions as consent
from traedesten.consent.models import Consent
from traedesten.domain.access import Actor, Denied, Role
from traedesten.domain.consent import Channel, Purpose
from traedesten.domain.journey import Judgement, MoveNotAllowed
from traedesten.journeys import actions as journeys
from traedesten.journeys.models import Contact, Introduction, Journey
from traedesten.messages.models import Message
from traedesten.offers.models import Offer
from traedesten.people.models import Participant, Relative
from traedesten.referrals import actions as referrals
from traedesten.referrals.models import Referral
from traedesten.tenancy.models import Link
from traedesten.tenancy.scope import WrongSite, at_site
from traedesten.vault.models import DataKey

SIDES = st.sampled_from((0, 1))
WATCHED = (Referral, Journey, Participant, Offer, Introduction, Contact, Relative, Consent)
CARRIED_ALONG = (DataKey, Event, Link, Message)


class TwoSites(RuleBasedStateMachine):
    """``made`` is what the test itself remembers: per site and model, the ids."""

    @initialize()
    def found(self):
        self.now = make.NOW
        self.sites = [make.a_site(f"sted-{uuid4().hex[:8]}", referrals_per_hour=999) for _side in (0, 1)]
        self.staff = [Actor(site.pk, frozenset({Role.COORDINATOR}), user_id=site.pk) for site in self.sites]
        self.made = [defaultdict(dict), defaultdict(dict)]

    def keep(self, side: int, *rows) -> None:
        for row in rows:
            self.made[side][type(row)][row.pk] = row

    def any_of(self, side: int, model, nth: int):
        rows = list(self.made[side][model].values())
        return rows[nth % len(rows)] if rows else None

    def tried(self, side: int, action, **arguments):
        """The row, or None when the field's own rules say no."""
        self.now += timedelta(minutes=1)
        try:
            with at_site(self.sites[side]), transaction.atomic():
                row = action(by=self.staff[side], now=self.now, **arguments)
        except MoveNotAllowed:
            return None
        return row

    @rule(side=SIDES)
    def refer(self, side):
        self.keep(side, make.a_referral(self.sites[side], now=self.now))

    @rule(side=SIDES)
    def add_offer(self, side):
        self.keep(side, make.an_offer(self.sites[side], by=self.staff[side]))

    @precondition(lambda self: any(made[Referral] for made in self.made))
    @rule(side=SIDES, nth=st.integers(0, 9))
    def open_journey(self, side, nth):
        referral = self.any_of(side, Referral, nth)
        journey = referral and self.tried(side, journeys.open_journey, referral=referral)
        if journey:
            with at_site(self.sites[side]):
                noted = Consent.objects.filter(person_id=journey.participant_id)
                self.keep(side, journey, journey.participant, *noted)

    @precondition(lambda self: any(made[Referral] for made in self.made))
    @rule(side=SIDES, nth=st.integers(0, 9))
    def decline(self, side, nth):
        if referral := self.any_of(side, Referral, nth):
            self.tried(side, referrals.decline_referral, referral=referral, reason="no_answer", may_tell_reason=False)

    @precondition(lambda self: any(made[Journey] for made in self.made))
    @rule(side=SIDES, nth=st.integers(0, 9), data=st.data())
    def go_on(self, side, nth, data):
        journey = self.any_of(side, Journey, nth)
        if journey is None:
            return
        kind = data.draw(st.sampled_from(("assess", "contact", "relative", "stone", "consent", "end")))
        row = getattr(self, f"_{kind}")(side, journey)
        if isinstance(row, WATCHED) and row is not None and not isinstance(row, Journey):
            self.keep(side, row)

    def _assess(self, side, journey):
        return self.tried(side, journeys.assess, journey=journey, judgement=Judgement.VOLUNTEER, reasons=[])

    def _contact(self, side, journey):
        told = {"kind": Contact.Kind.PHONE, "held_at": self.now, "client_key": uuid4()}
        return self.tried(side, journeys.log_contact, journey=journey, **told)

    def _relative(self, side, journey):
        return self.tried(side, journeys.add_relative, journey=journey, first_name="Mona")

    def _stone(self, side, journey):
        offer = self.any_of(side, Offer, 0)
        return self.tried(side, journeys.lay_stone, journey=journey, offer=offer) if offer else None

    def _consent(self, side, journey):
        yes = {"purpose": Purpose.RESEARCH, "channel": Channel.PHONE}
        return self.tried(side, consent.give_consent, person_id=journey.participant_id, owners=journey.owners, **yes)

    def _end(self, side, journey):
        return self.tried(side, journeys.end_journey, journey=journey, outcome="own_way")

    @precondition(lambda self: any(made[Journey] for made in self.made))
    @rule(side=SIDES, nth=st.integers(0, 9))
    def reach_across(self, side, nth):
        """A coordinator of the other site, with the row in hand, gets nowhere from either side."""
        if journey := self.any_of(side, Journey, nth):
            stranger = self.staff[1 - side]
            for where in self.sites:
                refused = (Denied, WrongSite, Journey.DoesNotExist)
                with pytest.raises(refused), at_site(where), transaction.atomic():
                    journeys.pause(by=stranger, journey=journey, now=self.now)

    @invariant()
    def each_site_sees_its_own(self):
        for side, site in enumerate(getattr(self, "sites", ())):
            with at_site(site):
                for model in WATCHED:
                    assert set(model._base_manager.values_list("pk", flat=True)) == set(self.made[side][model])
                for model in CARRIED_ALONG:
                    assert set(model._base_manager.values_list("site_id", flat=True)) <= {site.pk}


def test_each_site_sees_exactly_what_was_made_there(db):
    run_state_machine_as_test(
        TwoSites,
        settings=settings(
            max_examples=8,
            stateful_step_count=20,
            derandomize=True,
            deadline=None,
            database=None,
            phases=(Phase.explicit, Phase.generate, Phase.shrink),
            suppress_health_check=list(HealthCheck),
        ),
    )
