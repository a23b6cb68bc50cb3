"""Facilitators: the way in, training, declarations, wishes about pairs, sparring and thanks."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import traedesten.domain.facilitators
import traedesten.tenancy.models
import traedesten.tenancy.scope
import traedesten.vault.fields
from traedesten.tenancy.operations import Guard


class Migration(migrations.Migration):
    dependencies = [
        ("groups", "0005_courses"),
        ("people", "0004_invited_as"),
        ("tenancy", "0006_facilitators"),
        ("vault", "0002_guard_by_site"),
    ]

    operations = [
        migrations.CreateModel(
            name="Facilitator",
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
                    "standing",
                    models.CharField(
                        choices=[
                            ("interest", "interest"),
                            ("talk", "talk"),
                            ("training", "training"),
                            ("declaration", "declaration"),
                            ("pair", "pair"),
                            ("not_now", "not_now"),
                            ("no_thanks", "no_thanks"),
                            ("left", "left"),
                        ],
                        default=traedesten.domain.facilitators.Standing["INTEREST"],
                        max_length=20,
                    ),
                ),
                ("standing_since", models.DateTimeField()),
                ("ask_again_on", models.DateField(blank=True, null=True)),
                ("submission_key", models.UUIDField(blank=True, null=True)),
                ("sender_digest", models.BinaryField(blank=True, default=b"", max_length=16)),
                (
                    "held_for",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=30), blank=True, default=list, size=None
                    ),
                ),
                ("best_time", traedesten.vault.fields.SealedText(blank=True, default="")),
                (
                    "times",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=8), blank=True, default=list, size=None
                    ),
                ),
                (
                    "places",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), blank=True, default=list, size=None
                    ),
                ),
                ("groups_at_once", models.PositiveSmallIntegerField(default=1)),
                ("erased_at", models.DateTimeField(blank=True, null=True)),
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
                    "volunteer",
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
        migrations.CreateModel(
            name="Declaration",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("signed_as", traedesten.vault.fields.SealedText(blank=True, default="")),
                ("signed_on", models.DateField()),
                ("valid_until", models.DateField()),
                ("on_paper", models.BooleanField(default=False)),
                ("edition", models.PositiveSmallIntegerField(default=1)),
                ("by_user_id", models.BigIntegerField(null=True)),
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
                (
                    "facilitator",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="declarations",
                        to="groups.facilitator",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="FacilitatorTerms",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("training_months", models.PositiveSmallIntegerField(default=24)),
                ("declaration_months", models.PositiveSmallIntegerField(default=24)),
                ("forget_after_days", models.PositiveSmallIntegerField(default=180)),
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
            name="PairWish",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("wish", models.CharField(choices=[("with", "With"), ("not_with", "Not With")], max_length=10)),
                (
                    "facilitator",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="wishes",
                        to="groups.facilitator",
                    ),
                ),
                (
                    "other",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="groups.facilitator",
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
            name="Sparring",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("about", traedesten.vault.fields.SealedText(blank=True, default="")),
                ("asked_at", models.DateTimeField()),
                ("answer", traedesten.vault.fields.SealedText(blank=True, default="")),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("held_on", models.DateField(blank=True, null=True)),
                ("by_user_id", models.BigIntegerField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "facilitator",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sparrings",
                        to="groups.facilitator",
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
            name="Thanks",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("words", traedesten.vault.fields.SealedText(blank=True, default="")),
                ("by_user_id", models.BigIntegerField(null=True)),
                ("made_at", models.DateTimeField()),
                (
                    "facilitator",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="thanks",
                        to="groups.facilitator",
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
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Training",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("basic", "basic"), ("renewal", "renewal"), ("theme_day", "theme_day")],
                        max_length=20,
                    ),
                ),
                ("held_on", models.DateField()),
                ("valid_until", models.DateField(blank=True, null=True)),
                ("by_user_id", models.BigIntegerField(null=True)),
                ("made_at", models.DateTimeField()),
                (
                    "facilitator",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="trainings",
                        to="groups.facilitator",
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
            model_name="facilitator",
            index=models.Index(fields=["site", "standing", "standing_since"], name="facilitator_by_standing"),
        ),
        migrations.AddIndex(
            model_name="facilitator",
            index=models.Index(fields=["site", "sender_digest", "made_at"], name="facilitator_by_sender"),
        ),
        migrations.AddConstraint(
            model_name="facilitator",
            constraint=models.UniqueConstraint(
                condition=models.Q(("submission_key", None), _negated=True),
                fields=("site", "submission_key"),
                name="interest_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="facilitator",
            constraint=models.UniqueConstraint(
                condition=models.Q(("volunteer", None), _negated=True),
                fields=("site", "volunteer"),
                name="one_facilitator_per_volunteer",
            ),
        ),
        migrations.AddConstraint(
            model_name="declaration",
            constraint=models.CheckConstraint(
                condition=models.Q(("valid_until__gte", models.F("signed_on"))),
                name="declaration_valid_after_signing",
            ),
        ),
        migrations.AddConstraint(
            model_name="facilitatorterms",
            constraint=models.UniqueConstraint(fields=("site",), name="facilitator_terms_once"),
        ),
        migrations.AddConstraint(
            model_name="pairwish",
            constraint=models.UniqueConstraint(fields=("site", "facilitator", "other"), name="pair_wish_once"),
        ),
        migrations.AddConstraint(
            model_name="pairwish",
            constraint=models.CheckConstraint(
                condition=models.Q(("facilitator", models.F("other")), _negated=True), name="pair_wish_about_another"
            ),
        ),
        migrations.AddIndex(
            model_name="sparring",
            index=models.Index(fields=["site", "held_on", "asked_at"], name="sparring_open"),
        ),
        migrations.AddConstraint(
            model_name="training",
            constraint=models.UniqueConstraint(
                fields=("site", "facilitator", "kind", "held_on"), name="training_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="training",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_until__isnull", True), ("valid_until__gte", models.F("held_on")), _connector="OR"
                ),
                name="training_valid_after_it_was_held",
            ),
        ),
        Guard("Facilitator"),
        Guard("Declaration"),
        Guard("FacilitatorTerms"),
        Guard("PairWish"),
        Guard("Sparring"),
        Guard("Thanks"),
        Guard("Training"),
    ]
