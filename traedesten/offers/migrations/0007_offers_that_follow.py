"""An offer may follow that of a neighbouring site."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("offers", "0006_offers_meet_at_venues"),
        ("tenancy", "0004_shares_offers"),
    ]
    operations = [
        migrations.AddField(
            "offer",
            "follows",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="tenancy.site",
            ),
        ),
    ]
