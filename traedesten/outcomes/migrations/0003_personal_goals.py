"""What each person most hopes for, in their own words."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import traedesten.tenancy.models
import traedesten.tenancy.scope
import traedesten.vault.fields
from traedesten.tenancy.operations import Guard


class Migration(migrations.Migration):
    dependencies = [("outcomes", "0002_guard_by_site"), ("vault", "0002_guard_by_site")]
    operations = [
        migrations.CreateModel(
            name="Goal",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("words", traedesten.vault.fields.SealedText(blank=True, default="")),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[("declined", "declined"), ("skipped", "skipped"), ("not_asked", "not_asked")],
                        default="",
                        max_length=20,
                    ),
                ),
                ("is_asked_about", models.BooleanField(default=True)),
                (
                    "asking",
                    traedesten.tenancy.models.SiteOneToOne(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="goal",
                        to="outcomes.asking",
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
            options={"abstract": False},
        ),
        Guard("Goal"),
    ]
