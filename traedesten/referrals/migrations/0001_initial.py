import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import traedesten.tenancy.models
import traedesten.tenancy.scope
import traedesten.vault.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("tenancy", "0001_initial"),
        ("vault", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Referral",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("health", "Health"),
                            ("gp", "Gp"),
                            ("municipality", "Municipality"),
                            ("relative", "Relative"),
                            ("self", "Self"),
                            ("association", "Association"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("held", "Held"),
                            ("new", "New"),
                            ("clarifying", "Clarifying"),
                            ("accepted", "Accepted"),
                            ("handed_over", "Handed Over"),
                            ("declined", "Declined"),
                            ("discarded", "Discarded"),
                        ],
                        default="new",
                        max_length=20,
                    ),
                ),
                (
                    "whom_to_call",
                    models.CharField(
                        choices=[("participant", "Participant"), ("relative", "Relative")], max_length=20
                    ),
                ),
                ("first_name", traedesten.vault.fields.SealedText(blank=True, default="")),
                ("phone", traedesten.vault.fields.SealedText(blank=True, default="")),
                ("email", traedesten.vault.fields.SealedText(blank=True, default="")),
                ("participant_name", traedesten.vault.fields.SealedText(blank=True, default="")),
                ("phone_index", models.BinaryField(blank=True, db_index=True, default=b"", max_length=16)),
                ("age", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "wishes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=30), blank=True, default=list, size=None
                    ),
                ),
                ("note", traedesten.vault.fields.SealedText(blank=True, default="")),
                ("best_time", traedesten.vault.fields.SealedText(blank=True, default="")),
                ("referrer_name", traedesten.vault.fields.SealedText(blank=True, default="")),
                ("referrer_contact", traedesten.vault.fields.SealedText(blank=True, default="")),
                ("may_give_feedback", models.BooleanField(default=False)),
                ("language", models.CharField(default="da", max_length=5)),
                (
                    "warnings",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), blank=True, default=list, size=None
                    ),
                ),
                ("submission_key", models.UUIDField()),
                ("sender_digest", models.BinaryField(blank=True, default=b"", max_length=16)),
                ("received_at", models.DateTimeField()),
                ("question", traedesten.vault.fields.SealedText(blank=True, default="")),
                ("questions", models.PositiveSmallIntegerField(default=0)),
                ("asked_more_at", models.DateTimeField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("decline_reason", models.CharField(blank=True, max_length=30)),
                ("decline_note", traedesten.vault.fields.SealedText(blank=True, default="")),
                ("may_tell_reason", models.BooleanField(default=False)),
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
            name="CallAttempt",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("by_user_id", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                ("answered", models.BooleanField()),
                ("try_again_on", models.DateField(blank=True, null=True)),
                ("note", traedesten.vault.fields.SealedText(blank=True, default="")),
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
                    "referral",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="calls",
                        to="referrals.referral",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReferringUnit",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=100)),
                ("token", traedesten.vault.fields.SealedText(blank=True, default="")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("health", "Health"),
                            ("gp", "Gp"),
                            ("municipality", "Municipality"),
                            ("relative", "Relative"),
                            ("self", "Self"),
                            ("association", "Association"),
                        ],
                        max_length=20,
                    ),
                ),
                ("is_active", models.BooleanField(default=True)),
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
        migrations.AddField(
            model_name="referral",
            name="unit",
            field=traedesten.tenancy.models.SiteForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="referrals",
                to="referrals.referringunit",
            ),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(fields=["site", "state", "received_at"], name="referral_inbox"),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(fields=["site", "sender_digest", "received_at"], name="referral_sender"),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.UniqueConstraint(fields=("site", "submission_key"), name="one_referral_per_submission"),
        ),
    ]
