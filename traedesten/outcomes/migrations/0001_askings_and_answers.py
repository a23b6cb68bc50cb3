"""Batteries and their waves, askings, answers, figures, and who is to be called."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import traedesten.domain.asking
import traedesten.tenancy.models
import traedesten.tenancy.scope
import traedesten.vault.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("journeys", "0004_person_asks_for_change"),
        ("tenancy", "0008_links_to_questions"),
        ("vault", "0002_guard_by_site"),
    ]

    operations = [
        migrations.CreateModel(
            name="Asking",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("course", models.CharField(choices=[("journeys", "journeys"), ("groups", "groups")], max_length=10)),
                ("subject", models.UUIDField()),
                (
                    "wave",
                    models.CharField(choices=[("t0", "t0"), ("t1", "t1"), ("t2", "t2"), ("t3", "t3")], max_length=5),
                ),
                (
                    "instruments",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30), size=None),
                ),
                ("number", models.PositiveIntegerField()),
                ("due_on", models.DateField()),
                ("opens_on", models.DateField()),
                ("closes_on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("asked", "asked"),
                            ("answered", "answered"),
                            ("declined", "declined"),
                            ("missed", "missed"),
                            ("stopped", "stopped"),
                        ],
                        default=traedesten.domain.asking.State["PLANNED"],
                        max_length=10,
                    ),
                ),
                (
                    "hindrance",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("no_consent", "no_consent"),
                            ("contact_stopped", "contact_stopped"),
                            ("paused", "paused"),
                            ("no_address", "no_address"),
                            ("died", "died"),
                        ],
                        default="",
                        max_length=20,
                    ),
                ),
                ("asked_at", models.DateTimeField(blank=True, null=True)),
                ("reminders", models.PositiveSmallIntegerField(default=0)),
                ("reminded_at", models.DateTimeField(blank=True, null=True)),
                (
                    "mode",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("own_link", "own_link"),
                            ("paper", "paper"),
                            ("with_guide", "with_guide"),
                            ("phone", "phone"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("is_late", models.BooleanField(default=False)),
                (
                    "journey",
                    traedesten.tenancy.models.SiteForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="askings",
                        to="journeys.journey",
                    ),
                ),
                (
                    "key",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vault.datakey",
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
            name="Battery",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("course", models.CharField(choices=[("journeys", "journeys"), ("groups", "groups")], max_length=10)),
                ("is_on", models.BooleanField(default=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField()),
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
            name="ContactTask",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("opened_at", models.DateTimeField()),
                ("due_on", models.DateField()),
                (
                    "done",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "None"),
                            ("called", "Called"),
                            ("met", "Met"),
                            ("doctor", "Doctor"),
                            ("not_reached", "Not Reached"),
                        ],
                        default="",
                        max_length=20,
                    ),
                ),
                ("words", traedesten.vault.fields.SealedText(blank=True, default="")),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("closed_by_user_id", models.BigIntegerField(null=True)),
                (
                    "asking",
                    traedesten.tenancy.models.SiteOneToOne(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contact_task",
                        to="outcomes.asking",
                    ),
                ),
                (
                    "key",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vault.datakey",
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
            name="PlannedWave",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "wave",
                    models.CharField(choices=[("t0", "t0"), ("t1", "t1"), ("t2", "t2"), ("t3", "t3")], max_length=5),
                ),
                ("weeks", models.PositiveSmallIntegerField()),
                ("days_before", models.PositiveSmallIntegerField()),
                ("days_after", models.PositiveSmallIntegerField()),
                (
                    "instruments",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30), size=None),
                ),
                (
                    "battery",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="waves",
                        to="outcomes.battery",
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
            name="Response",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("instrument", models.CharField(max_length=20)),
                ("version", models.CharField(max_length=10)),
                ("answers", traedesten.vault.fields.SealedText(blank=True, default="")),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("own_link", "own_link"),
                            ("paper", "paper"),
                            ("with_guide", "with_guide"),
                            ("phone", "phone"),
                        ],
                        max_length=10,
                    ),
                ),
                ("started_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("is_late", models.BooleanField(default=False)),
                (
                    "asking",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="responses",
                        to="outcomes.asking",
                    ),
                ),
                (
                    "key",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vault.datakey",
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
            name="Score",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("subscale", models.CharField(blank=True, default="", max_length=20)),
                ("value", traedesten.vault.fields.SealedText(blank=True, default="")),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[("declined", "declined"), ("skipped", "skipped"), ("not_asked", "not_asked")],
                        default="",
                        max_length=20,
                    ),
                ),
                (
                    "key",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vault.datakey",
                    ),
                ),
                (
                    "response",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="scores",
                        to="outcomes.response",
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
        migrations.AddIndex(
            model_name="asking",
            index=models.Index(fields=["site", "state", "due_on"], name="asking_due"),
        ),
        migrations.AddConstraint(
            model_name="asking",
            constraint=models.UniqueConstraint(fields=("site", "subject", "wave"), name="one_asking_per_wave"),
        ),
        migrations.AddConstraint(
            model_name="asking",
            constraint=models.UniqueConstraint(
                fields=("site", "journey", "wave"), name="one_asking_per_wave_of_journey"
            ),
        ),
        migrations.AddConstraint(
            model_name="asking",
            constraint=models.UniqueConstraint(fields=("site", "number"), name="one_asking_per_code"),
        ),
        migrations.AddConstraint(
            model_name="asking",
            constraint=models.CheckConstraint(
                condition=models.Q(("reminders__lte", 2)), name="reminded_at_most_twice"
            ),
        ),
        migrations.AddConstraint(
            model_name="battery",
            constraint=models.UniqueConstraint(fields=("site", "course"), name="one_battery_per_course"),
        ),
        migrations.AddIndex(
            model_name="contacttask",
            index=models.Index(fields=["site", "closed_at", "due_on"], name="contact_task_open"),
        ),
        migrations.AddConstraint(
            model_name="contacttask",
            constraint=models.CheckConstraint(
                condition=models.Q(("closed_at", None), models.Q(("done", ""), _negated=True), _connector="OR"),
                name="closed_with_what_was_done",
            ),
        ),
        migrations.AddConstraint(
            model_name="plannedwave",
            constraint=models.UniqueConstraint(fields=("site", "battery", "wave"), name="one_plan_per_wave"),
        ),
        migrations.AddConstraint(
            model_name="response",
            constraint=models.UniqueConstraint(fields=("site", "asking", "instrument"), name="one_response"),
        ),
        migrations.AddConstraint(
            model_name="score",
            constraint=models.UniqueConstraint(fields=("site", "response", "subscale"), name="one_score"),
        ),
    ]
