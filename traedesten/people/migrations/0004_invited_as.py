"""What a volunteer is invited as: a guide, until somebody says otherwise."""

import django.contrib.postgres.fields
from django.db import migrations, models

import traedesten.people.models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0003_versions"),
    ]

    operations = [
        migrations.AddField(
            model_name="volunteer",
            name="invited_as",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=20), default=traedesten.people.models._as_guide, size=None
            ),
        ),
    ]
