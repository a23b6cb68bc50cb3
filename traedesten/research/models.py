"""What was asked for, what was given out, and, sealed, which row of it is whose."""

import hashlib

from django.db import models

from traedesten.domain.asking import Course
from traedesten.domain.exports import MOVES, ExportMove, ExportState, after
from traedesten.groups.models import Programme
from traedesten.tenancy.models import SiteForeignKey, SiteOneToOne, SiteOwned, User
from traedesten.vault.fields import SealedText
from traedesten.vault.models import DataKey, Keyed


class ExportRequest(SiteOwned):
    """Somebody asks for an export, and says what for. ``plan`` is the analysis plan, word for word as it was stored
    before anybody saw an answer; ``plan_hash`` is its SHA-256.

    ``began_from`` and ``began_until`` are quarters ("2026Q1"), "" for no limit; ``course`` "" for both kinds.
    ``tells_began``: the file says in which quarter people began. ``making_by`` wanted the files made by a job;
    ``not_made`` says why nothing came of it.
    """

    class NotMade(models.TextChoices):
        NONE = ""
        TOO_FEW = "too_few"
        MAY_NOT = "may_not"
        BROKE = "broke"

    purpose = models.CharField(max_length=400)
    plan = models.TextField()
    plan_hash = models.CharField(max_length=64)
    course = models.CharField(max_length=10, choices=[(c.value, c.value) for c in Course], blank=True, default="")
    began_from = models.CharField(max_length=6, blank=True, default="")
    began_until = models.CharField(max_length=6, blank=True, default="")
    tells_began = models.BooleanField(default=False)
    programme = SiteForeignKey(Programme, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(
        max_length=10, choices=[(state.value, state.value) for state in ExportState], default=ExportState.WAITING
    )
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    refused_words = models.CharField(max_length=400, blank=True, default="")
    expires_on = models.DateField()
    making_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    not_made = models.CharField(max_length=10, choices=NotMade.choices, blank=True, default=NotMade.NONE)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decided_by=None) | ~models.Q(decided_by=models.F("asked_by")),
                name="export_decided_by_another",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=("approved", "making", "made")) | models.Q(decided_by__isnull=False),
                name="export_made_when_approved",
            ),
        ]
        indexes = [models.Index(fields=["site", "state", "expires_on"], name="export_by_end")]

    @property
    def moves(self) -> frozenset[str]:
        """The moves that start from here."""
        return frozenset(MOVES[ExportState(self.state)])

    def locked(self) -> "ExportRequest":
        """The row as it is now, held until the transaction ends."""
        rows = ExportRequest.objects.select_related("asked_by", "decided_by", "making_by", "programme")
        return rows.select_for_update(of=("self",)).get(pk=self.pk)

    def move(self, move: ExportMove) -> None:
        self.state = after(ExportState(self.state), move)
        self.save()

    @staticmethod
    def hash_of(plan: str) -> str:
        return hashlib.sha256(plan.encode()).hexdigest()


class Export(Keyed):
    """What came of a request. ``files`` is the archive in base64, sealed with a key of its own, and is thrown away
    when the request is over; ``releases`` stay, so that no later export can be subtracted from this one.
    """

    request = SiteOneToOne(ExportRequest, on_delete=models.PROTECT, related_name="export")
    made_at = models.DateTimeField()
    persons = models.PositiveIntegerField()
    releases = models.JSONField()
    files = SealedText()
    files_hash = models.CharField(max_length=64)
    fetched = models.PositiveIntegerField(default=0)
    fetched_at = models.DateTimeField(null=True, blank=True)

    def throw_away(self) -> None:
        """Nobody can fetch it any more; that it was there, and what it told, stays."""
        self.files = ""
        self.save()


class ExportedPerson(SiteOwned):
    """That somebody's answers were in an export, by the pseudonym of the answers. ``row`` is what they are called in
    the file: sealed with the person's own key, or, for a member of a group, with the export's.

    Goes with the key, so whoever is erased is in no list any more.
    """

    key = SiteForeignKey(DataKey, on_delete=models.CASCADE, related_name="+")
    export = SiteForeignKey(Export, on_delete=models.CASCADE, related_name="people")
    subject = models.UUIDField()
    course = models.CharField(max_length=10, choices=[(c.value, c.value) for c in Course])
    row = SealedText()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "export", "subject"], name="once_in_an_export")]
