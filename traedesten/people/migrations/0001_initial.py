import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import traedesten.tenancy.models
import traedesten.tenancy.scope
import traedesten.vault.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("tenancy", "0001_initial"),
        ("vault", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Participant",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("first_name", traedesten.vault.fields.SealedText(blank=True, default="")),
                ("last_name", traedesten.vault.fields.SealedText(blank=True, default="")),
                ("phone", traedesten.vault.fields.SealedText(blank=True, default="")),
                ("email", traedesten.vault.fields.SealedText(blank=True, default="")),
                ("phone_index", models.BinaryField(blank=True, db_index=True, default=b"", max_length=16)),
                ("language", models.CharField(default="da", max_length=5)),
                ("made_at", models.DateTimeField()),
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
                ("name_index", models.BinaryField(blank=True, db_index=True, default=b"", max_length=16)),
                ("calling_hint", traedesten.vault.fields.SealedText(blank=True, default="")),
                ("prefers_text", models.BooleanField(default=False)),
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
            ],
        ),
        migrations.CreateModel(
            name="Relative",
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
                    "relation",
                    models.CharField(
                        choices=[
                            ("parent", "Parent"),
                            ("partner", "Partner"),
                            ("child", "Child"),
                            ("sibling", "Sibling"),
                            ("friend", "Friend"),
                            ("other", "Other"),
                        ],
                        default="other",
                        max_length=10,
                    ),
                ),
                ("carries", traedesten.vault.fields.SealedText(blank=True, default="")),
                ("wishes", traedesten.vault.fields.SealedText(blank=True, default="")),
                ("wants_relief", models.BooleanField(default=False)),
                ("wants_call_since", models.DateTimeField(blank=True, null=True)),
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
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="relatives",
                        to="people.participant",
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
            name="Volunteer",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("first_name", traedesten.vault.fields.SealedText(blank=True, default="")),
                ("last_name", traedesten.vault.fields.SealedText(blank=True, default="")),
                ("phone", traedesten.vault.fields.SealedText(blank=True, default="")),
                ("email", traedesten.vault.fields.SealedText(blank=True, default="")),
                ("phone_index", models.BinaryField(blank=True, db_index=True, default=b"", max_length=16)),
                ("language", models.CharField(default="da", max_length=5)),
                ("made_at", models.DateTimeField()),
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
                ("about", traedesten.vault.fields.SealedText(blank=True, default="")),
                (
                    "interests",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=30), blank=True, default=list, size=None
                    ),
                ),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=5), blank=True, default=list, size=None
                    ),
                ),
                (
                    "times",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=8), blank=True, default=list, size=None
                    ),
                ),
                ("capacity", models.PositiveSmallIntegerField(default=2)),
                ("away_from", models.DateField(blank=True, null=True)),
                ("away_until", models.DateField(blank=True, null=True)),
                ("picture", traedesten.vault.fields.SealedText(blank=True, default="")),
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
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="participant",
            constraint=models.CheckConstraint(
                condition=models.Q(("born_year__isnull", True), ("born_year__range", (1900, 2100)), _connector="OR"),
                name="born_in_a_year",
            ),
        ),
        migrations.AddConstraint(
            model_name="volunteer",
            constraint=models.UniqueConstraint(fields=("site", "user"), name="one_volunteer_per_user"),
        ),
        migrations.AddConstraint(
            model_name="volunteer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("away_from__isnull", True), ("away_until__isnull", True)),
                    ("away_until__gte", models.F("away_from")),
                    _connector="OR",
                ),
                name="away_until_after_from",
            ),
        ),
    ]
