"""The national list in its own order, from an index alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("api", "0002_open_to_read")]

    operations = [
        migrations.AddIndex(
            model_name="publishedoffer",
            index=models.Index(fields=["-changed_at", "id"], include=("site",), name="published_newest"),
        ),
        migrations.RemoveIndex(model_name="publishedoffer", name="published_by_change"),
    ]
