"""Sources of offers, their runs, and what each run changed."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import traedesten.tenancy.models
import traedesten.tenancy.scope
import traedesten.vault.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("offers", "0006_offers_meet_at_venues"),
        ("tenancy", "0003_offer_links"),
        ("vault", "0002_guard_by_site"),
    ]

    operations = [
        migrations.CreateModel(
            name="OfferSource",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=80)),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("csv", "Csv"),
                            ("hsds", "Hsds"),
                            ("tabular", "Tabular"),
                            ("oruk", "Oruk"),
                            ("ical", "Ical"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                ("url", models.URLField(blank=True, default="", max_length=500)),
                ("file_name", models.CharField(blank=True, default="", max_length=120)),
                ("content", traedesten.vault.fields.SealedText(blank=True, default="")),
                ("columns", models.JSONField(blank=True, default=dict)),
                (
                    "offer_kind",
                    models.CharField(
                        choices=[
                            ("self_help_group", "Self Help Group"),
                            ("practice", "Practice"),
                            ("lasting", "Lasting"),
                            ("relief", "Relief"),
                            ("counselling", "Counselling"),
                            ("professional", "Professional"),
                        ],
                        max_length=20,
                    ),
                ),
                ("is_nightly", models.BooleanField(default=True)),
                ("made_at", models.DateTimeField()),
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
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ImportRun",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("reading", "Reading"),
                            ("ready", "Ready"),
                            ("running", "Running"),
                            ("done", "Done"),
                            ("undoing", "Undoing"),
                            ("undone", "Undone"),
                            ("refused", "Refused"),
                        ],
                        default="reading",
                        max_length=10,
                    ),
                ),
                ("goes_on", models.BooleanField(default=False)),
                ("refusal", models.CharField(blank=True, default="", max_length=40)),
                ("counts", models.JSONField(blank=True, default=dict)),
                ("warnings", models.JSONField(blank=True, default=dict)),
                ("records", models.PositiveIntegerField(default=0)),
                ("position", models.PositiveIntegerField(default=0)),
                ("started_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
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
                    "source",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="runs",
                        to="sources.offersource",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ImportedOffer",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("foreign_id", models.CharField(max_length=200)),
                ("digests", models.JSONField(default=dict)),
                (
                    "offer",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="offers.offer",
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
                    "seen_run",
                    traedesten.tenancy.models.SiteForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="sources.importrun",
                    ),
                ),
                (
                    "source",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="imported",
                        to="sources.offersource",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ImportChange",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("is_new", models.BooleanField()),
                ("version", models.PositiveIntegerField()),
                ("before", traedesten.vault.fields.SealedText(blank=True, default="")),
                ("given", models.JSONField(default=dict)),
                ("digests_before", models.JSONField(default=dict)),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
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
                    "offer",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="offers.offer",
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
                    "run",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="sources.importrun",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("site", "run", "offer"), name="one_change_per_run_and_offer")
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportBatch",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                ("rows", traedesten.vault.fields.SealedText(blank=True, default="")),
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
                (
                    "run",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="batches",
                        to="sources.importrun",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("site", "run", "number"), name="one_batch_per_number")
                ],
            },
        ),
        migrations.AddIndex(
            model_name="importrun",
            index=models.Index(fields=["site", "source", "-started_at"], name="run_by_source"),
        ),
        migrations.AddConstraint(
            model_name="importrun",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["reading", "running", "undoing"])),
                fields=("site", "source"),
                name="one_run_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="importedoffer",
            constraint=models.UniqueConstraint(
                fields=("site", "source", "foreign_id"), name="one_offer_per_foreign_id"
            ),
        ),
    ]
