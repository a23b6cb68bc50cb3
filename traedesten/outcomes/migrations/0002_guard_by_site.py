"""Row-level security and same-site foreign keys for askings and what belongs to them."""

from django.db import migrations

from traedesten.tenancy.operations import Guard


class Migration(migrations.Migration):
    dependencies = [("outcomes", "0001_askings_and_answers")]
    operations = [
        Guard("Battery"),
        Guard("PlannedWave"),
        Guard("Asking"),
        Guard("Response"),
        Guard("Score"),
        Guard("ContactTask"),
    ]
