"""Row-level security and same-site foreign keys."""

from django.db import migrations

from traedesten.tenancy.operations import Guard


class Migration(migrations.Migration):
    dependencies = [
        ("vault", "0001_initial"),
        ("tenancy", "0002_guard_by_site"),
    ]
    operations = [
        Guard("DataKey"),
    ]
