"""Row-level security and same-site foreign keys for programmes and the pool."""

from django.db import migrations

from traedesten.tenancy.operations import Guard


class Migration(migrations.Migration):
    dependencies = [("groups", "0001_programmes_and_pool")]
    operations = [
        Guard("Programme"),
        Guard("SessionPlan"),
        Guard("Seeker"),
        Guard("Talk"),
        Guard("NotWith"),
    ]
