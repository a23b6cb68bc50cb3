"""Row-level security and same-site foreign keys."""

from django.db import migrations

from traedesten.tenancy.operations import Guard


class Migration(migrations.Migration):
    dependencies = [("sources", "0001_sources")]
    operations = [
        Guard("OfferSource"),
        Guard("ImportRun"),
        Guard("ImportBatch"),
        Guard("ImportedOffer"),
        Guard("ImportChange"),
    ]
