"""Where somebody was shown on to, and when they became a count."""

import django.db.models.deletion
from django.db import migrations, models

import traedesten.tenancy.models
from traedesten.tenancy.operations import Tie


class Migration(migrations.Migration):
    dependencies = [
        ("groups", "0003_published_programmes"),
        ("referrals", "0003_handing_over_is_the_journeys"),
    ]
    operations = [
        migrations.AddField(
            "seeker",
            "referral",
            traedesten.tenancy.models.SiteForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="referrals.referral",
            ),
        ),
        migrations.AddField("seeker", "erased_at", models.DateTimeField(blank=True, null=True)),
        Tie("Seeker", "referral"),
    ]
