"""Row-level security and same-site foreign keys."""

from django.db import migrations

from traedesten.tenancy.operations import AppendOnly, Guard


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_initial"),
        ("tenancy", "0002_guard_by_site"),
    ]
    operations = [
        Guard("Event"),
        Guard("Lookup"),
        Guard("Seal"),
        AppendOnly("Event"),
        AppendOnly("Lookup"),
        AppendOnly("Seal"),
    ]
