"""Initiatives, who makes them together, what is to be done, and who was told when they opened."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import traedesten.domain.initiatives
import traedesten.partners.models
import traedesten.tenancy.models
import traedesten.tenancy.scope
from traedesten.tenancy.operations import Guard


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("journeys", "0004_person_asks_for_change"),
        ("offers", "0010_suggestions_are_sealed"),
        ("tenancy", "0005_links_of_seekers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Initiative",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=100)),
                (
                    "theme",
                    models.CharField(
                        choices=[
                            ("nature", "nature"),
                            ("walking", "walking"),
                            ("movement", "movement"),
                            ("creative", "creative"),
                            ("music", "music"),
                            ("food", "food"),
                            ("games", "games"),
                            ("talk", "talk"),
                            ("culture", "culture"),
                            ("animals", "animals"),
                            ("garden", "garden"),
                            ("digital", "digital"),
                            ("faith", "faith"),
                            ("helping", "helping"),
                        ],
                        max_length=30,
                    ),
                ),
                ("slot", models.CharField(blank=True, default="", max_length=8)),
                ("place", models.CharField(blank=True, default="", max_length=100)),
                ("about", models.TextField(blank=True, default="")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("idea", "idea"),
                            ("preparing", "preparing"),
                            ("opened", "opened"),
                            ("dropped", "dropped"),
                        ],
                        default=traedesten.domain.initiatives.InitiativeState["IDEA"],
                        max_length=20,
                    ),
                ),
                ("opens_on", models.DateField(blank=True, null=True)),
                (
                    "follow_token",
                    models.CharField(default=traedesten.partners.models.new_token, max_length=40, unique=True),
                ),
                ("made_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("opened_at", models.DateTimeField(blank=True, null=True)),
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
                    "offer",
                    traedesten.tenancy.models.SiteForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="initiatives",
                        to="offers.offer",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
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
        Guard("Initiative"),
        migrations.CreateModel(
            name="Awaiting",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("told_at", models.DateTimeField()),
                (
                    "journey",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="journeys.journey",
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
                    "initiative",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="awaiting",
                        to="partners.initiative",
                    ),
                ),
            ],
        ),
        Guard("Awaiting"),
        migrations.CreateModel(
            name="InitiativeStep",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("what", models.CharField(max_length=200)),
                ("due_on", models.DateField(blank=True, null=True)),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                ("made_at", models.DateTimeField()),
                (
                    "initiative",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="partners.initiative",
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
        Guard("InitiativeStep"),
        migrations.CreateModel(
            name="Partner",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=120)),
                ("brings", models.CharField(blank=True, default="", max_length=200)),
                ("made_at", models.DateTimeField()),
                (
                    "initiative",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="partners",
                        to="partners.initiative",
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
        Guard("Partner"),
        migrations.AddIndex(
            model_name="initiative",
            index=models.Index(fields=["site", "state", "opens_on"], name="initiative_by_opening"),
        ),
        migrations.AddConstraint(
            model_name="initiative",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", traedesten.domain.initiatives.InitiativeState["OPENED"]), _negated=True),
                    ("offer__isnull", False),
                    _connector="OR",
                ),
                name="what_opened_is_an_offer",
            ),
        ),
        migrations.AddConstraint(
            model_name="awaiting",
            constraint=models.UniqueConstraint(
                fields=("site", "initiative", "journey"), name="told_once_of_an_initiative"
            ),
        ),
        migrations.AddConstraint(
            model_name="partner",
            constraint=models.UniqueConstraint(fields=("site", "initiative", "name"), name="one_partner_per_name"),
        ),
    ]
