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
            name="Offer",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=100)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("self_help_group", "Self Help Group"),
                            ("practice", "Practice"),
                            ("lasting", "Lasting"),
                            ("relief", "Relief"),
                            ("professional", "Professional"),
                        ],
                        max_length=20,
                    ),
                ),
                ("about", models.TextField(blank=True, default="")),
                ("can_hold", models.TextField(blank=True, default="")),
                ("place", models.CharField(blank=True, max_length=100)),
                ("address", models.CharField(blank=True, max_length=200)),
                (
                    "size",
                    models.CharField(
                        choices=[("one", "One"), ("few", "Few"), ("small", "Small"), ("large", "Large")],
                        default="small",
                        max_length=10,
                    ),
                ),
                (
                    "interests",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=30), blank=True, default=list, size=None
                    ),
                ),
                ("step_free", models.BooleanField(default=False)),
                ("contact_name", traedesten.vault.fields.SealedText(blank=True, default="")),
                ("contact_phone", traedesten.vault.fields.SealedText(blank=True, default="")),
                ("contact_email", traedesten.vault.fields.SealedText(blank=True, default="")),
                ("is_open", models.BooleanField(default=True)),
                ("made_at", models.DateTimeField()),
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
            name="OfferTime",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("weekday", models.PositiveSmallIntegerField()),
                ("starts", models.TimeField()),
                ("ends", models.TimeField()),
                (
                    "offer",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="times",
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
        migrations.AddIndex(
            model_name="offer",
            index=models.Index(fields=["site", "kind", "name"], name="offer_by_kind"),
        ),
        migrations.AddConstraint(
            model_name="offertime",
            constraint=models.CheckConstraint(condition=models.Q(("weekday__lte", 6)), name="weekday_in_week"),
        ),
        migrations.AddConstraint(
            model_name="offertime",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends__gt", models.F("starts"))), name="ends_after_start"
            ),
        ),
    ]
