"""Shifts in the health house, guarded by site."""

import uuid

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import traedesten.tenancy.models
import traedesten.tenancy.scope
from traedesten.tenancy.operations import Guard


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0003_versions"),
        ("tenancy", "0007_links_of_shift_calendars"),
    ]

    operations = [
        migrations.CreateModel(
            name="Shift",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("on", models.DateField()),
                ("starts", models.TimeField()),
                ("ends", models.TimeField()),
                ("needed", models.PositiveSmallIntegerField()),
                ("fewest", models.PositiveSmallIntegerField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "site",
                    models.ForeignKey(
                        default=traedesten.tenancy.scope.current_site_id,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.site",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Duty",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("agreed", "Agreed"),
                            ("published", "Published"),
                            ("given", "Given"),
                            ("called_off", "Called Off"),
                            ("taken_off", "Taken Off"),
                        ],
                        max_length=10,
                    ),
                ),
                ("is_locked", models.BooleanField(default=False)),
                ("made_at", models.DateTimeField()),
                ("state_since", models.DateTimeField()),
                (
                    "guide",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duties",
                        to="people.volunteer",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        default=traedesten.tenancy.scope.current_site_id,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.site",
                    ),
                ),
                (
                    "shift",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duties",
                        to="support.shift",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ShiftPlan",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=80)),
                ("address", models.CharField(blank=True, default="", max_length=120)),
                ("first_on", models.DateField()),
                ("last_on", models.DateField(blank=True, null=True)),
                (
                    "rest_hours",
                    models.PositiveSmallIntegerField(
                        default=11, validators=[django.core.validators.MaxValueValidator(24)]
                    ),
                ),
                ("closed_on_holidays", models.BooleanField(default=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "site",
                    models.ForeignKey(
                        default=traedesten.tenancy.scope.current_site_id,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.site",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="shift",
            name="plan",
            field=traedesten.tenancy.models.SiteForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="shifts",
                to="support.shiftplan",
            ),
        ),
        migrations.CreateModel(
            name="RosterProposal",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("first_on", models.DateField()),
                ("last_on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("accepted", "Accepted"), ("left", "Left")],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("facts", models.JSONField()),
                ("figures", models.JSONField()),
                ("made_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "site",
                    models.ForeignKey(
                        default=traedesten.tenancy.scope.current_site_id,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.site",
                    ),
                ),
                (
                    "plan",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="proposals",
                        to="support.shiftplan",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Opening",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("weekday", models.PositiveSmallIntegerField()),
                ("starts", models.TimeField()),
                ("ends", models.TimeField()),
                ("needed", models.PositiveSmallIntegerField(default=2)),
                ("fewest", models.PositiveSmallIntegerField(default=1)),
                (
                    "site",
                    models.ForeignKey(
                        default=traedesten.tenancy.scope.current_site_id,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.site",
                    ),
                ),
                (
                    "plan",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="openings",
                        to="support.shiftplan",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ShiftTerms",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("most_a_week", models.PositiveSmallIntegerField(default=1)),
                (
                    "shown",
                    models.CharField(
                        choices=[("nothing", "Nothing"), ("name", "Name"), ("picture", "Picture")],
                        default="name",
                        max_length=10,
                    ),
                ),
                ("answered_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "guide",
                    traedesten.tenancy.models.SiteOneToOne(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shift_terms",
                        to="people.volunteer",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        default=traedesten.tenancy.scope.current_site_id,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.site",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ShiftWish",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("on", models.DateField(blank=True, null=True)),
                (
                    "answer",
                    models.CharField(
                        choices=[("can", "Can"), ("gladly", "Gladly"), ("cannot", "Cannot")], max_length=10
                    ),
                ),
                (
                    "guide",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shift_wishes",
                        to="people.volunteer",
                    ),
                ),
                (
                    "opening",
                    traedesten.tenancy.models.SiteForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="wishes",
                        to="support.opening",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        default=traedesten.tenancy.scope.current_site_id,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.site",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Swap",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "state",
                    models.CharField(
                        choices=[("offered", "Offered"), ("taken", "Taken"), ("kept", "Kept")],
                        default="offered",
                        max_length=10,
                    ),
                ),
                ("offered_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "duty",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="swaps",
                        to="support.duty",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        default=traedesten.tenancy.scope.current_site_id,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.site",
                    ),
                ),
                (
                    "taken_by",
                    traedesten.tenancy.models.SiteForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.volunteer",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="duty",
            index=models.Index(fields=["site", "guide", "state"], name="duty_of_guide"),
        ),
        migrations.AddConstraint(
            model_name="duty",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["proposed", "agreed", "published"])),
                fields=("site", "shift", "guide"),
                name="once_on_a_shift",
            ),
        ),
        migrations.AddConstraint(
            model_name="shiftplan",
            constraint=models.UniqueConstraint(fields=("site",), name="one_shift_plan_per_site"),
        ),
        migrations.AddConstraint(
            model_name="shiftplan",
            constraint=models.CheckConstraint(
                condition=models.Q(("last_on", None), ("last_on__gte", models.F("first_on")), _connector="OR"),
                name="shift_plan_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="shift",
            constraint=models.UniqueConstraint(fields=("site", "plan", "on", "starts"), name="one_shift_at_a_time"),
        ),
        migrations.AddConstraint(
            model_name="shift",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends__gt", models.F("starts"))), name="shift_ends_after_it_starts"
            ),
        ),
        migrations.AddConstraint(
            model_name="rosterproposal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "open")), fields=("site", "plan"), name="one_open_proposal"
            ),
        ),
        migrations.AddConstraint(
            model_name="opening",
            constraint=models.UniqueConstraint(
                fields=("site", "plan", "weekday", "starts"), name="one_opening_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="opening",
            constraint=models.CheckConstraint(condition=models.Q(("weekday__lte", 6)), name="opening_on_a_weekday"),
        ),
        migrations.AddConstraint(
            model_name="opening",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends__gt", models.F("starts"))), name="opening_ends_after_it_starts"
            ),
        ),
        migrations.AddConstraint(
            model_name="opening",
            constraint=models.CheckConstraint(
                condition=models.Q(("needed__gte", 1), ("fewest__lte", models.F("needed"))),
                name="opening_needs_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="shiftterms",
            constraint=models.CheckConstraint(
                condition=models.Q(("most_a_week__lte", 7)), name="at_most_a_shift_a_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="shiftwish",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("on__isnull", False), ("opening", None)),
                    models.Q(("on", None), ("opening__isnull", False)),
                    _connector="OR",
                ),
                name="wish_of_an_opening_or_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="shiftwish",
            constraint=models.UniqueConstraint(fields=("site", "guide", "opening"), name="one_wish_per_opening"),
        ),
        migrations.AddConstraint(
            model_name="shiftwish",
            constraint=models.UniqueConstraint(fields=("site", "guide", "on"), name="one_wish_per_day"),
        ),
        migrations.AddConstraint(
            model_name="swap",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "offered")), fields=("site", "duty"), name="one_open_swap_per_duty"
            ),
        ),
        migrations.AddConstraint(
            model_name="swap",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "taken"), ("taken_by__isnull", False)),
                    models.Q(models.Q(("state", "taken"), _negated=True), ("taken_by", None)),
                    _connector="OR",
                ),
                name="swap_taken_by_somebody",
            ),
        ),
        Guard("ShiftPlan"),
        Guard("Opening"),
        Guard("Shift"),
        Guard("ShiftTerms"),
        Guard("ShiftWish"),
        Guard("Duty"),
        Guard("Swap"),
        Guard("RosterProposal"),
    ]
