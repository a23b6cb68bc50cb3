"""Row-level security and same-site foreign keys."""

from django.db import migrations

from traedesten.tenancy.operations import GrantToApp, Guard


class Migration(migrations.Migration):
    dependencies = [
        ("tenancy", "0001_initial"),
    ]
    operations = [
        GrantToApp(),
        Guard("Area"),
        Guard("Membership", own_rows=True),
        Guard("Link"),
    ]
