import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import traedesten.tenancy.scope


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("email", models.EmailField(max_length=254, unique=True)),
                ("name", models.CharField(max_length=80)),
                ("language", models.CharField(default="da", max_length=5)),
                ("is_active", models.BooleanField(default=True)),
                ("date_joined", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Site",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(unique=True)),
                ("name", models.CharField(max_length=80)),
                ("place", models.CharField(max_length=80)),
                ("footer", models.CharField(blank=True, max_length=300)),
                ("theme", models.JSONField(blank=True, default=dict)),
                ("phone", models.CharField(blank=True, max_length=20)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("language", models.CharField(default="da", max_length=5)),
                ("timezone", models.CharField(default="Europe/Copenhagen", max_length=40)),
                ("first_call_workdays", models.PositiveSmallIntegerField(default=3)),
                ("silence_days", models.PositiveSmallIntegerField(default=14)),
                ("minimum_age", models.PositiveSmallIntegerField(default=18)),
                ("planned_visits", models.PositiveSmallIntegerField(default=5)),
                ("journey_weeks", models.PositiveSmallIntegerField(default=16)),
                ("referrals_per_hour", models.PositiveSmallIntegerField(default=20)),
                ("bridge_builder_name", models.CharField(blank=True, max_length=80)),
                ("bridge_builder_email", models.EmailField(blank=True, max_length=254)),
                ("bridge_builder_phone", models.CharField(blank=True, max_length=20)),
            ],
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "role",
                    models.CharField(choices=[("coordinator", "coordinator"), ("guide", "guide")], max_length=20),
                ),
                ("since_on", models.DateField()),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
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
                    models.UniqueConstraint(fields=("site", "user", "role"), name="one_membership_per_role")
                ],
            },
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("referring_unit", "Referring Unit"),
                            ("referral_status", "Referral Status"),
                            ("person", "Person"),
                            ("invitation", "Invitation"),
                            ("introduction", "Introduction"),
                            ("handover", "Handover"),
                        ],
                        max_length=20,
                    ),
                ),
                ("digest", models.BinaryField(max_length=32, unique=True)),
                ("subject_id", models.UUIDField()),
                ("person_id", models.UUIDField(blank=True, null=True)),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                ("used_at", models.DateTimeField(blank=True, null=True)),
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
                "indexes": [models.Index(fields=["site", "purpose", "subject_id"], name="link_of_subject")],
            },
        ),
        migrations.CreateModel(
            name="Area",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=60)),
                ("postcode", models.CharField(blank=True, max_length=10)),
                ("latitude", models.FloatField()),
                ("longitude", models.FloatField()),
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
                "constraints": [models.UniqueConstraint(fields=("site", "name"), name="one_area_per_name")],
            },
        ),
    ]
