"""Relatives and volunteers count their edits, so that whoever saves later is told of the earlier one."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0002_guard_by_site")]
    operations = [
        migrations.AddField("Relative", "version", models.PositiveIntegerField(default=1)),
        migrations.AddField("Volunteer", "version", models.PositiveIntegerField(default=1)),
    ]
