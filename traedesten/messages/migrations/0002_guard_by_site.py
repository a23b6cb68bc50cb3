"""Row-level security and same-site foreign keys."""

from django.db import migrations

from traedesten.tenancy.operations import Guard


class Migration(migrations.Migration):
    dependencies = [
        ("post", "0001_initial"),
        ("vault", "0002_guard_by_site"),
    ]
    operations = [
        Guard("Wording"),
        Guard("Pause"),
        Guard("Message"),
    ]
