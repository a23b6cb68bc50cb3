"""Exports for researchers: asked for, made, and, sealed, which row is whose."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import traedesten.tenancy.models
import traedesten.tenancy.scope
import traedesten.vault.fields
from traedesten.tenancy.operations import Guard


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("groups", "0010_going_on_together"),
        ("tenancy", "0010_links_of_groups"),
        ("vault", "0002_guard_by_site"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ExportRequest",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("purpose", models.CharField(max_length=400)),
                ("plan", models.TextField()),
                ("plan_hash", models.CharField(max_length=64)),
                (
                    "course",
                    models.CharField(
                        blank=True,
                        choices=[("journeys", "journeys"), ("groups", "groups")],
                        default="",
                        max_length=10,
                    ),
                ),
                ("began_from", models.CharField(blank=True, default="", max_length=6)),
                ("began_until", models.CharField(blank=True, default="", max_length=6)),
                ("tells_began", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("approved", "approved"),
                            ("made", "made"),
                            ("refused", "refused"),
                            ("withdrawn", "withdrawn"),
                            ("expired", "expired"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("refused_words", models.CharField(blank=True, default="", max_length=400)),
                ("expires_on", models.DateField()),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "programme",
                    traedesten.tenancy.models.SiteForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="groups.programme",
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", None),
                            models.Q(("decided_by", models.F("asked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="export_decided_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ("approved", "made")), _negated=True),
                            ("decided_by__isnull", False),
                            _connector="OR",
                        ),
                        name="export_made_when_approved",
                    ),
                ],
                "indexes": [models.Index(fields=["site", "state", "expires_on"], name="export_by_end")],
            },
        ),
        Guard("ExportRequest"),
        migrations.CreateModel(
            name="Export",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("made_at", models.DateTimeField()),
                ("persons", models.PositiveIntegerField()),
                ("releases", models.JSONField()),
                ("files", traedesten.vault.fields.SealedText(blank=True, default="")),
                ("files_hash", models.CharField(max_length=64)),
                ("fetched", models.PositiveIntegerField(default=0)),
                ("fetched_at", models.DateTimeField(blank=True, null=True)),
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
                    "request",
                    traedesten.tenancy.models.SiteOneToOne(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="export",
                        to="research.exportrequest",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        Guard("Export"),
        migrations.CreateModel(
            name="ExportedPerson",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("subject", models.UUIDField()),
                ("course", models.CharField(choices=[("journeys", "journeys"), ("groups", "groups")], max_length=10)),
                ("row", traedesten.vault.fields.SealedText(blank=True, default="")),
                (
                    "export",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="people",
                        to="research.export",
                    ),
                ),
                (
                    "key",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
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
                "constraints": [
                    models.UniqueConstraint(fields=("site", "export", "subject"), name="once_in_an_export")
                ],
            },
        ),
        Guard("ExportedPerson"),
    ]
