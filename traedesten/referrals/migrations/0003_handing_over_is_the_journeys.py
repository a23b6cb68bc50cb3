"""A card that is handed over is an accepted one: where it went is told by its journey, in one place."""

from django.db import migrations, models

STATES = [
    ("held", "Held"),
    ("new", "New"),
    ("clarifying", "Clarifying"),
    ("accepted", "Accepted"),
    ("declined", "Declined"),
    ("discarded", "Discarded"),
]


class Migration(migrations.Migration):
    dependencies = [("referrals", "0002_guard_by_site")]
    operations = [
        migrations.AlterField("Referral", "state", models.CharField(choices=STATES, default="new", max_length=20)),
    ]
