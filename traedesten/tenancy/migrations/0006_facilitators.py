"""Somebody may be a facilitator at a site."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tenancy", "0005_links_of_seekers")]
    operations = [
        migrations.AlterField(
            model_name="membership",
            name="role",
            field=models.CharField(
                choices=[("coordinator", "coordinator"), ("guide", "guide"), ("facilitator", "facilitator")],
                max_length=20,
            ),
        ),
    ]
