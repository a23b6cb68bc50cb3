"""Programmes: what kinds of groups a site offers, and the editions a network reads."""

from datetime import datetime
from uuid import UUID, uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from traedesten.domain import cpr
from traedesten.domain import groups as rules
from traedesten.domain.journey import Stale
from traedesten.tenancy.models import Site, SiteForeignKey, SiteOwned


def choices(codes):
    return [(str(code), str(code)) for code in codes]


class Programme(SiteOwned):
    """What kind of group a site offers: for whom, how many, how often, and what every group of it shares.

    ``follows`` is the published programme it was taken from, ``followed_edition`` the edition of it that the
    site has seen. ``late_after_days``: who has waited longer is on the coordinator's list. ``erase_after_days``:
    how long after the end contact details are kept in a programme without a journal. ``shares_figures``: the
    network may count the site's groups in, each night anew.
    """

    slug = models.SlugField(max_length=60)
    name = models.CharField(max_length=80)
    theme = models.CharField(max_length=30, blank=True, default="")
    about = models.TextField(blank=True, default="")
    local = models.TextField(blank=True, default="")
    journal = models.CharField(max_length=10, choices=choices(rules.Journal), default=rules.Journal.NONE)
    smallest = models.PositiveSmallIntegerField(default=5)
    largest = models.PositiveSmallIntegerField(default=10)
    ideal_from = models.PositiveSmallIntegerField(default=6)
    ideal_to = models.PositiveSmallIntegerField(default=8)
    sessions = models.PositiveSmallIntegerField(default=8)
    minutes = models.PositiveSmallIntegerField(default=120)
    weeks_between = models.PositiveSmallIntegerField(default=1)
    review_after = models.PositiveSmallIntegerField(default=4)
    joining = models.CharField(max_length=10, choices=choices(rules.Joining), default=rules.Joining.CLOSED)
    afterwards = models.CharField(max_length=20, choices=choices(rules.Afterwards), default=rules.Afterwards.ENDS)
    minimum_age = models.PositiveSmallIntegerField(default=18)
    maximum_age = models.PositiveSmallIntegerField(null=True, blank=True)
    age_span = models.PositiveSmallIntegerField(default=15)
    venue_needs = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    core = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    late_after_days = models.PositiveSmallIntegerField(default=56)
    erase_after_days = models.PositiveSmallIntegerField(default=30)
    follows = models.UUIDField(null=True, blank=True)
    followed_edition = models.PositiveIntegerField(default=0)
    is_open = models.BooleanField(default=True)
    shares_figures = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "slug"], name="one_programme_per_slug"),
            models.CheckConstraint(
                condition=Q(smallest__gte=2)
                & Q(ideal_from__gte=F("smallest"))
                & Q(ideal_to__gte=F("ideal_from"))
                & Q(largest__gte=F("ideal_to")),
                name="programme_sizes_in_order",
            ),
            models.CheckConstraint(
                condition=Q(maximum_age=None) | Q(maximum_age__gte=F("minimum_age")), name="programme_ages_in_order"
            ),
            models.CheckConstraint(
                condition=Q(sessions__gte=1) & Q(weeks_between__gte=1) & Q(review_after__lte=F("sessions")),
                name="programme_has_sessions",
            ),
        ]

    @property
    def keeps_journal(self) -> bool:
        return self.journal == rules.Journal.ORDINARY

    @property
    def thread(self) -> UUID:
        """What the programme is called in the network: the one it follows, or itself."""
        return self.follows or self.pk

    def locked(self, expected_version: int | None = None) -> "Programme":
        """The row as it is now, held until the transaction ends. ``Stale`` when a form was opened before that."""
        fresh = Programme.objects.select_for_update().get(pk=self.pk)
        if expected_version is not None and expected_version != fresh.version:
            raise Stale
        return fresh

    def refuse_what_is_not_kept(self, answers: dict) -> None:
        """``CprFound`` everywhere, and ``NotKept`` for last names and notes where no journal is kept."""
        if any(cpr.find(value) for value in answers.values() if isinstance(value, str)):
            raise cpr.CprFound
        for field in rules.ONLY_IN_A_JOURNAL:
            if answers.get(field) and not self.keeps_journal:
                raise rules.NotKept(field)

    def keep(self, now: datetime) -> None:
        self.version, self.changed_at = self.version + 1, now
        self.save()


class SessionPlan(SiteOwned):
    """The material of one meeting in a programme, as facilitators read it before and tick it after."""

    programme = SiteForeignKey(Programme, on_delete=models.CASCADE, related_name="plans")
    number = models.PositiveSmallIntegerField()
    theme = models.CharField(max_length=120)
    opening_round = models.TextField(blank=True, default="")
    exercise = models.TextField(blank=True, default="")
    social_training = models.TextField(blank=True, default="")
    timing = models.TextField(blank=True, default="")
    is_core = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "programme", "number"], name="one_plan_per_session"),
            models.CheckConstraint(condition=Q(number__gte=1), name="plans_count_from_one"),
        ]


class PublishedProgramme(models.Model):
    """One edition of a programme that a site lets the whole network read. Never changed; the next is a new row.

    Everybody may read it; PostgreSQL lets only its own site write it. ``programme`` is the site's programme, and
    ``content`` what ``domain.editions`` calls content. Nothing in it is about anybody.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    programme = models.UUIDField()
    edition = models.PositiveIntegerField()
    content = models.JSONField()
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "edition"], name="one_row_per_edition"),
            models.CheckConstraint(condition=Q(edition__gte=1), name="editions_count_from_one"),
        ]

    def __str__(self):
        return f"{self._meta.label_lower}:{self.pk}"


class ProgrammeFigures(models.Model):
    """What one site's groups of a programme came to, for the network to add up. Nobody is in it, only how many.

    Everybody may read it; PostgreSQL lets only its own site write it. It is there while the site shares its
    figures, and only when at least ``groups.LEAST_PEOPLE`` have begun. ``programme`` is the thread in the network.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    programme = models.UUIDField()
    groups = models.PositiveIntegerField()
    began = models.PositiveIntegerField()
    stayed = models.PositiveIntegerField()
    came = models.PositiveIntegerField()
    noted = models.PositiveIntegerField()
    counted_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "programme"], name="one_row_of_figures")]

    def __str__(self):
        return f"{self._meta.label_lower}:{self.pk}"
