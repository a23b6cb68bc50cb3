"""Organisations, venues, richer offers and times; what an offer is asked, told and proposed."""

import datetime
import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import traedesten.tenancy.models
import traedesten.tenancy.scope
import traedesten.vault.fields


class Migration(migrations.Migration):
    dependencies = [
        ("offers", "0002_guard_by_site"),
        ("tenancy", "0002_guard_by_site"),
        ("vault", "0002_guard_by_site"),
    ]

    operations = [
        migrations.CreateModel(
            name="Organisation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=120)),
                ("about", models.TextField(blank=True, default="")),
                ("url", models.URLField(blank=True, default="", max_length=300)),
                ("email", models.EmailField(blank=True, default="", max_length=254)),
                ("phone", models.CharField(blank=True, default="", max_length=20)),
                ("made_at", models.DateTimeField()),
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
            name="Venue",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(blank=True, max_length=100)),
                ("address", models.CharField(blank=True, max_length=200)),
                ("postcode", models.CharField(blank=True, default="", max_length=10)),
                ("latitude", models.FloatField(blank=True, null=True)),
                ("longitude", models.FloatField(blank=True, null=True)),
                ("step_free", models.BooleanField(default=False)),
                ("hearing_loop", models.BooleanField(default=False)),
                ("transport", models.CharField(blank=True, default="", max_length=200)),
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
            name="Directory",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=0)),
                ("outline", models.JSONField(blank=True, default=dict)),
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
            model_name="offer",
            name="asked_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="offer",
            name="asked_times",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="offer",
            name="unanswered_since",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="offer",
            name="capacity",
            field=models.CharField(
                choices=[("open", "Open"), ("few", "Few"), ("waiting_list", "Waiting List"), ("full", "Full")],
                default="open",
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="offer",
            name="changed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="offer",
            name="closed_on_holidays",
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name="offer",
            name="confirmed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="offer",
            name="contact_public_since",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="offer",
            name="doing",
            field=models.CharField(
                blank=True, choices=[("do", "do"), ("both", "both"), ("talk", "talk")], default="", max_length=10
            ),
        ),
        migrations.AddField(
            model_name="offer",
            name="gender",
            field=models.CharField(blank=True, default="", max_length=10),
        ),
        migrations.AddField(
            model_name="offer",
            name="greeted",
            field=models.BooleanField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="offer",
            name="holds",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name="offer",
            name="languages",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=5), blank=True, default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="offer",
            name="maximum_age",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="offer",
            name="minimum_age",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="offer",
            name="pace",
            field=models.CharField(
                blank=True,
                choices=[("quiet", "quiet"), ("mixed", "mixed"), ("lively", "lively")],
                default="",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="offer",
            name="price",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="offer",
            name="price_words",
            field=models.CharField(blank=True, default="", max_length=120),
        ),
        migrations.AddField(
            model_name="offer",
            name="same_people",
            field=models.BooleanField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="offer",
            name="sign_up",
            field=models.CharField(
                blank=True,
                choices=[("drop_in", "drop_in"), ("call_first", "call_first"), ("sign_up", "sign_up")],
                default="",
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="offer",
            name="url",
            field=models.URLField(blank=True, default="", max_length=300),
        ),
        migrations.AddField(
            model_name="offer",
            name="version",
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="offertime",
            name="freq",
            field=models.CharField(
                choices=[("weekly", "weekly"), ("monthly", "monthly")], default="weekly", max_length=10
            ),
        ),
        migrations.AddField(
            model_name="offertime",
            name="interval",
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="offertime",
            name="valid_from",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="offertime",
            name="valid_until",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="offertime",
            name="week_of_month",
            field=models.SmallIntegerField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="offer",
            name="kind",
            field=models.CharField(
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
        migrations.AddField(
            model_name="offer",
            name="organisation",
            field=traedesten.tenancy.models.SiteForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="offers",
                to="offers.organisation",
            ),
        ),
        migrations.AddField(
            model_name="offer",
            name="venue",
            field=traedesten.tenancy.models.SiteForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="offers",
                to="offers.venue",
            ),
        ),
        migrations.CreateModel(
            name="OfferException",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("cancelled", "cancelled"), ("moved", "moved"), ("extra", "extra")], max_length=10
                    ),
                ),
                ("on", models.DateField()),
                ("starts", models.TimeField(blank=True, null=True)),
                ("ends", models.TimeField(blank=True, null=True)),
                ("moved_to", models.DateField(blank=True, null=True)),
                ("of_start", models.TimeField(blank=True, null=True)),
                ("words", models.CharField(blank=True, default="", max_length=120)),
                (
                    "offer",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="exceptions",
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
            ],
        ),
        migrations.CreateModel(
            name="OfferReport",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("closed", "Closed"), ("wrong", "Wrong"), ("lovely", "Lovely")], max_length=10
                    ),
                ),
                ("note", traedesten.vault.fields.SealedText(blank=True, default="")),
                ("by_user_id", models.IntegerField(blank=True, null=True)),
                ("made_at", models.DateTimeField()),
                ("told_owner_at", models.DateTimeField(blank=True, null=True)),
                ("handled_at", models.DateTimeField(blank=True, null=True)),
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
                        related_name="reports",
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
            ],
        ),
        migrations.CreateModel(
            name="OfferSuggestion",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("base_version", models.PositiveIntegerField(default=0)),
                ("changes", models.JSONField(default=dict)),
                ("note", traedesten.vault.fields.SealedText(blank=True, default="")),
                ("sender_name", traedesten.vault.fields.SealedText(blank=True, default="")),
                ("sender_contact", traedesten.vault.fields.SealedText(blank=True, default="")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("taken", "Taken"), ("left", "Left")],
                        default="open",
                        max_length=10,
                    ),
                ),
                (
                    "suspicions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), blank=True, default=list, size=None
                    ),
                ),
                ("submission_key", models.UUIDField()),
                ("made_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
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
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="suggestions",
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
            ],
        ),
        migrations.RemoveConstraint(
            model_name="offertime",
            name="ends_after_start",
        ),
        migrations.AddConstraint(
            model_name="offertime",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends__gt", models.F("starts")), ("ends", datetime.time(0, 0)), _connector="OR"),
                name="ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="offertime",
            constraint=models.CheckConstraint(condition=models.Q(("interval__gte", 1)), name="interval_from_one"),
        ),
        migrations.AddConstraint(
            model_name="offertime",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("freq", "weekly"), ("week_of_month", None)),
                    models.Q(("freq", "monthly"), ("week_of_month__in", [1, 2, 3, 4, -1])),
                    _connector="OR",
                ),
                name="week_of_month_when_monthly",
            ),
        ),
        migrations.AddConstraint(
            model_name="offertime",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_from", None),
                    ("valid_until", None),
                    ("valid_from__lte", models.F("valid_until")),
                    _connector="OR",
                ),
                name="valid_in_order",
            ),
        ),
        migrations.AddIndex(
            model_name="offer",
            index=models.Index(fields=["site", "-changed_at"], name="offer_by_change"),
        ),
        migrations.AddIndex(
            model_name="offer",
            index=models.Index(fields=["site", "is_open", "confirmed_at"], name="offer_by_confirmation"),
        ),
        migrations.AddConstraint(
            model_name="offer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("minimum_age", None),
                    ("maximum_age", None),
                    ("minimum_age__lte", models.F("maximum_age")),
                    _connector="OR",
                ),
                name="ages_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="directory",
            constraint=models.UniqueConstraint(fields=("site",), name="one_directory"),
        ),
        migrations.AddIndex(
            model_name="offerexception",
            index=models.Index(fields=["site", "offer", "on"], name="exception_by_date"),
        ),
        migrations.AddConstraint(
            model_name="offerexception",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ends", None), ("starts", None)),
                    models.Q(
                        ("starts__isnull", False),
                        models.Q(("ends__gt", models.F("starts")), ("ends", datetime.time(0, 0)), _connector="OR"),
                    ),
                    _connector="OR",
                ),
                name="exception_ends_after_start",
            ),
        ),
        migrations.AddIndex(
            model_name="offerreport",
            index=models.Index(fields=["site", "handled_at", "-made_at"], name="report_to_handle"),
        ),
        migrations.AddIndex(
            model_name="offersuggestion",
            index=models.Index(fields=["site", "state", "made_at"], name="suggestion_by_state"),
        ),
        migrations.AddConstraint(
            model_name="offersuggestion",
            constraint=models.UniqueConstraint(fields=("site", "submission_key"), name="one_suggestion_per_form"),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.UniqueConstraint(fields=("site", "name"), name="one_organisation_per_name"),
        ),
        migrations.AddConstraint(
            model_name="venue",
            constraint=models.UniqueConstraint(
                fields=("site", "name", "address"), name="one_venue_per_name_and_address"
            ),
        ),
        migrations.AddConstraint(
            model_name="venue",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("latitude", None), ("longitude", None)),
                    models.Q(("latitude__range", (-90, 90)), ("longitude__range", (-180, 180))),
                    _connector="OR",
                ),
                name="venue_on_the_globe",
            ),
        ),
    ]
