"""Nothing that somebody proposes stands in clear any more."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("offers", "0009_seal_suggestions")]
    operations = [migrations.RemoveField("offersuggestion", "changes")]
