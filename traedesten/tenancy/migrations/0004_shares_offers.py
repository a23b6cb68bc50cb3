"""A site's open offers are in the national view unless it says no."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tenancy", "0003_offer_links")]

    operations = [
        migrations.AddField(model_name="site", name="shares_offers", field=models.BooleanField(default=True)),
    ]
