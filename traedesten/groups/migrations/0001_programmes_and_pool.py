"""Programmes, their materials, and the pool of people who wait for a group."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import traedesten.domain.groups
import traedesten.tenancy.models
import traedesten.tenancy.scope
import traedesten.vault.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0003_versions"),
        ("tenancy", "0005_links_of_seekers"),
        ("vault", "0002_guard_by_site"),
    ]

    operations = [
        migrations.CreateModel(
            name="Programme",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("slug", models.SlugField(max_length=60)),
                ("name", models.CharField(max_length=80)),
                ("theme", models.CharField(blank=True, default="", max_length=30)),
                ("about", models.TextField(blank=True, default="")),
                ("local", models.TextField(blank=True, default="")),
                (
                    "journal",
                    models.CharField(
                        choices=[("none", "none"), ("ordinary", "ordinary")],
                        default=traedesten.domain.groups.Journal["NONE"],
                        max_length=10,
                    ),
                ),
                ("smallest", models.PositiveSmallIntegerField(default=5)),
                ("largest", models.PositiveSmallIntegerField(default=10)),
                ("ideal_from", models.PositiveSmallIntegerField(default=6)),
                ("ideal_to", models.PositiveSmallIntegerField(default=8)),
                ("sessions", models.PositiveSmallIntegerField(default=8)),
                ("minutes", models.PositiveSmallIntegerField(default=120)),
                ("weeks_between", models.PositiveSmallIntegerField(default=1)),
                ("review_after", models.PositiveSmallIntegerField(default=4)),
                (
                    "joining",
                    models.CharField(
                        choices=[("closed", "closed"), ("open", "open")],
                        default=traedesten.domain.groups.Joining["CLOSED"],
                        max_length=10,
                    ),
                ),
                (
                    "afterwards",
                    models.CharField(
                        choices=[("ends", "ends"), ("self_running", "self_running")],
                        default=traedesten.domain.groups.Afterwards["ENDS"],
                        max_length=20,
                    ),
                ),
                ("minimum_age", models.PositiveSmallIntegerField(default=18)),
                ("maximum_age", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("age_span", models.PositiveSmallIntegerField(default=15)),
                (
                    "venue_needs",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), blank=True, default=list, size=None
                    ),
                ),
                (
                    "core",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=30), blank=True, default=list, size=None
                    ),
                ),
                ("late_after_days", models.PositiveSmallIntegerField(default=56)),
                ("erase_after_days", models.PositiveSmallIntegerField(default=30)),
                ("follows", models.UUIDField(blank=True, null=True)),
                ("followed_edition", models.PositiveIntegerField(default=0)),
                ("is_open", models.BooleanField(default=True)),
                ("made_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
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
        migrations.CreateModel(
            name="Seeker",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("first_name", traedesten.vault.fields.SealedText(blank=True, default="")),
                ("last_name", traedesten.vault.fields.SealedText(blank=True, default="")),
                ("phone", traedesten.vault.fields.SealedText(blank=True, default="")),
                ("email", traedesten.vault.fields.SealedText(blank=True, default="")),
                ("phone_index", models.BinaryField(blank=True, db_index=True, default=b"", max_length=16)),
                ("language", models.CharField(default="da", max_length=5)),
                ("made_at", models.DateTimeField()),
                (
                    "came",
                    models.CharField(
                        choices=[
                            ("sign_up", "sign_up"),
                            ("phone", "phone"),
                            ("recommended", "recommended"),
                            ("journey", "journey"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("for_talk", "for_talk"),
                            ("ready", "ready"),
                            ("not_now", "not_now"),
                            ("other_help", "other_help"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default=traedesten.domain.groups.Waiting["FOR_TALK"],
                        max_length=20,
                    ),
                ),
                ("submission_key", models.UUIDField(blank=True, null=True)),
                ("sender_digest", models.BinaryField(blank=True, default=b"", max_length=16)),
                (
                    "held_for",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=30), blank=True, default=list, size=None
                    ),
                ),
                ("best_time", traedesten.vault.fields.SealedText(blank=True, default="")),
                ("born_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "gender",
                    models.CharField(
                        blank=True,
                        choices=[("", "Unknown"), ("woman", "Woman"), ("man", "Man"), ("other", "Other")],
                        default="",
                        max_length=10,
                    ),
                ),
                ("waiting_since", models.DateTimeField()),
                ("state_since", models.DateTimeField()),
                ("ask_again_on", models.DateField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "area",
                    traedesten.tenancy.models.SiteForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.area",
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
                    "participant",
                    traedesten.tenancy.models.SiteForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.participant",
                    ),
                ),
                (
                    "programme",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seekers",
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
        ),
        migrations.CreateModel(
            name="NotWith",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
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
                    "other",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="groups.seeker",
                    ),
                ),
                (
                    "seeker",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="not_with",
                        to="groups.seeker",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SessionPlan",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveSmallIntegerField()),
                ("theme", models.CharField(max_length=120)),
                ("opening_round", models.TextField(blank=True, default="")),
                ("exercise", models.TextField(blank=True, default="")),
                ("social_training", models.TextField(blank=True, default="")),
                ("timing", models.TextField(blank=True, default="")),
                ("is_core", models.BooleanField(default=True)),
                (
                    "programme",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="plans",
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
        ),
        migrations.CreateModel(
            name="Talk",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "covered",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=30), blank=True, default=list, size=None
                    ),
                ),
                (
                    "times",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=8), blank=True, default=list, size=None
                    ),
                ),
                ("reach_km", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "wishes_gender",
                    models.CharField(
                        blank=True,
                        choices=[("", "Any"), ("same", "Same"), ("mixed", "Mixed")],
                        default="",
                        max_length=10,
                    ),
                ),
                (
                    "wishes_age",
                    models.CharField(blank=True, choices=[("", "Any"), ("near", "Near")], default="", max_length=10),
                ),
                ("small_only", models.BooleanField(default=False)),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=5), blank=True, default=list, size=None
                    ),
                ),
                (
                    "access_needs",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=30), blank=True, default=list, size=None
                    ),
                ),
                (
                    "stays",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=30), blank=True, default=list, size=None
                    ),
                ),
                ("note", traedesten.vault.fields.SealedText(blank=True, default="")),
                ("by_user_id", models.BigIntegerField(null=True)),
                ("held_at", models.DateTimeField()),
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
                    "seeker",
                    traedesten.tenancy.models.SiteOneToOne(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="talk",
                        to="groups.seeker",
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
        migrations.AddConstraint(
            model_name="programme",
            constraint=models.UniqueConstraint(fields=("site", "slug"), name="one_programme_per_slug"),
        ),
        migrations.AddConstraint(
            model_name="programme",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("smallest__gte", 2),
                    ("ideal_from__gte", models.F("smallest")),
                    ("ideal_to__gte", models.F("ideal_from")),
                    ("largest__gte", models.F("ideal_to")),
                ),
                name="programme_sizes_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="programme",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("maximum_age", None), ("maximum_age__gte", models.F("minimum_age")), _connector="OR"
                ),
                name="programme_ages_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="programme",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("sessions__gte", 1), ("weeks_between__gte", 1), ("review_after__lte", models.F("sessions"))
                ),
                name="programme_has_sessions",
            ),
        ),
        migrations.AddIndex(
            model_name="seeker",
            index=models.Index(fields=["site", "programme", "state", "waiting_since"], name="seeker_in_the_pool"),
        ),
        migrations.AddIndex(
            model_name="seeker",
            index=models.Index(fields=["site", "sender_digest", "made_at"], name="seeker_by_sender"),
        ),
        migrations.AddConstraint(
            model_name="seeker",
            constraint=models.UniqueConstraint(
                condition=models.Q(("submission_key", None), _negated=True),
                fields=("site", "submission_key"),
                name="sign_up_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="seeker",
            constraint=models.CheckConstraint(
                condition=models.Q(("born_year__isnull", True), ("born_year__range", (1900, 2100)), _connector="OR"),
                name="seeker_born_in_a_year",
            ),
        ),
        migrations.AddConstraint(
            model_name="notwith",
            constraint=models.UniqueConstraint(fields=("site", "seeker", "other"), name="not_with_once"),
        ),
        migrations.AddConstraint(
            model_name="notwith",
            constraint=models.CheckConstraint(
                condition=models.Q(("seeker", models.F("other")), _negated=True), name="not_with_somebody_else"
            ),
        ),
        migrations.AddConstraint(
            model_name="sessionplan",
            constraint=models.UniqueConstraint(fields=("site", "programme", "number"), name="one_plan_per_session"),
        ),
        migrations.AddConstraint(
            model_name="sessionplan",
            constraint=models.CheckConstraint(condition=models.Q(("number__gte", 1)), name="plans_count_from_one"),
        ),
    ]
