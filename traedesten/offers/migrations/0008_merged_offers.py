"""An offer that turned out to be another one points at that."""

import django.db.models.deletion
from django.db import migrations

import traedesten.tenancy.models
from traedesten.tenancy.operations import Tie


class Migration(migrations.Migration):
    dependencies = [("offers", "0007_offers_that_follow")]
    operations = [
        migrations.AddField(
            "offer",
            "merged_into",
            traedesten.tenancy.models.SiteForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="offers.offer",
            ),
        ),
        Tie("Offer", "merged_into"),
    ]
