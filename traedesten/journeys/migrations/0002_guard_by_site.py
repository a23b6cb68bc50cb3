"""Row-level security and same-site foreign keys."""

from django.db import migrations

from traedesten.tenancy.operations import Guard


class Migration(migrations.Migration):
    dependencies = [
        ("journeys", "0001_initial"),
        ("people", "0002_guard_by_site"),
        ("offers", "0002_guard_by_site"),
        ("referrals", "0002_guard_by_site"),
    ]
    operations = [
        Guard("Journey"),
        Guard("Assessment"),
        Guard("Wishes"),
        Guard("Agreement"),
        Guard("Contact"),
        Guard("Introduction"),
        Guard("Visit"),
        Guard("FollowUp"),
        Guard("Handover"),
    ]
