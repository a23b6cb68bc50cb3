"""Initiatives, who makes them together, what is to be done, and who waits for them."""

import secrets

from django.db import models

from traedesten.domain.initiatives import MOVES, InitiativeMove, InitiativeState, after
from traedesten.domain.journey import Stale
from traedesten.domain.terms import INTERESTS
from traedesten.journeys.models import Journey
from traedesten.offers.models import Offer
from traedesten.tenancy.models import Area, SiteForeignKey, SiteOwned, User


def new_token() -> str:
    return secrets.token_urlsafe(24)


class Initiative(SiteOwned):
    """A new community on its way. Everything here may be read by whoever has the link to follow it.

    ``slot`` is a key of ``domain.slots``; ``follow_token`` stands in the link and is changed to close it;
    ``offer`` is what it became when it opened.
    """

    name = models.CharField(max_length=100)
    theme = models.CharField(max_length=30, choices=[(code, code) for code in INTERESTS])
    area = SiteForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    slot = models.CharField(max_length=8, blank=True, default="")
    place = models.CharField(max_length=100, blank=True, default="")
    about = models.TextField(blank=True, default="")
    state = models.CharField(
        max_length=20, choices=[(state.value, state.value) for state in InitiativeState], default=InitiativeState.IDEA
    )
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opens_on = models.DateField(null=True, blank=True)
    offer = SiteForeignKey(Offer, on_delete=models.PROTECT, null=True, blank=True, related_name="initiatives")
    follow_token = models.CharField(max_length=40, default=new_token, unique=True)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state=InitiativeState.OPENED) | models.Q(offer__isnull=False),
                name="what_opened_is_an_offer",
            )
        ]
        indexes = [models.Index(fields=["site", "state", "opens_on"], name="initiative_by_opening")]

    @property
    def moves(self) -> frozenset[str]:
        """The moves that start from here."""
        return frozenset(MOVES[InitiativeState(self.state)])

    @property
    def is_under_way(self) -> bool:
        return self.state in (InitiativeState.IDEA, InitiativeState.PREPARING)

    def locked(self, expected_version: int | None = None) -> "Initiative":
        """The row as it is now, held until the transaction ends. ``Stale`` when a form was opened before that."""
        fresh = Initiative.objects.select_for_update(of=("self",)).get(pk=self.pk)
        if expected_version is not None and expected_version != fresh.version:
            raise Stale
        return fresh

    def move(self, move: InitiativeMove) -> None:
        self.state = after(InitiativeState(self.state), move)

    def keep(self, now) -> None:
        self.version, self.changed_at = self.version + 1, now
        self.save()


class Partner(SiteOwned):
    """An association, a school, a house that makes it with us, and what it brings. No person."""

    initiative = SiteForeignKey(Initiative, on_delete=models.CASCADE, related_name="partners")
    name = models.CharField(max_length=120)
    brings = models.CharField(max_length=200, blank=True, default="")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "initiative", "name"], name="one_partner_per_name"),
        ]


class InitiativeStep(SiteOwned):
    """One thing to be done before it can open."""

    initiative = SiteForeignKey(Initiative, on_delete=models.CASCADE, related_name="steps")
    what = models.CharField(max_length=200)
    due_on = models.DateField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()


class Awaiting(SiteOwned):
    """Somebody under way had wished for this when it opened, and their guide was told."""

    initiative = SiteForeignKey(Initiative, on_delete=models.CASCADE, related_name="awaiting")
    journey = SiteForeignKey(Journey, on_delete=models.CASCADE, related_name="+")
    told_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "initiative", "journey"], name="told_once_of_an_initiative"),
        ]
