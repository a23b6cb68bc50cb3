"""The place of an offer is its venue alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("offers", "0005_venues_of_offers")]
    operations = [
        *(migrations.RemoveField("offer", name) for name in ("place", "address", "area", "step_free")),
        migrations.AlterField("offer", "changed_at", models.DateTimeField()),
    ]
