"""Row-level security and same-site foreign keys."""

from django.db import migrations

from traedesten.tenancy.operations import Guard


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0001_initial"),
        ("vault", "0002_guard_by_site"),
        ("tenancy", "0002_guard_by_site"),
    ]
    operations = [
        Guard("ReferringUnit"),
        Guard("Referral"),
        Guard("CallAttempt"),
    ]
