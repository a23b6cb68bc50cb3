"""Row-level security and same-site foreign keys for what the directory adds."""

from django.db import migrations

from traedesten.tenancy.operations import Guard, Tie


class Migration(migrations.Migration):
    dependencies = [("offers", "0003_directory")]
    operations = [
        Guard("Directory"),
        Guard("Organisation"),
        Guard("Venue"),
        Guard("OfferException"),
        Guard("OfferReport"),
        Guard("OfferSuggestion"),
        Tie("Offer", "organisation"),
        Tie("Offer", "venue"),
    ]
