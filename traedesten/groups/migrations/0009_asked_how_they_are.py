"""Members say yes or no to being asked how they are, and may ask to be called."""

import django.db.models.deletion
from django.db import migrations, models

import traedesten.tenancy.models
import traedesten.vault.fields


class Migration(migrations.Migration):
    dependencies = [("groups", "0008_figures_for_the_network")]
    operations = [
        migrations.AddField(model_name="member", name="is_measured", field=models.BooleanField(null=True)),
        migrations.AddField(
            model_name="member", name="pseudonym", field=traedesten.vault.fields.SealedText(blank=True, default="")
        ),
        migrations.AlterField(
            model_name="caringcontact",
            name="after_session",
            field=traedesten.tenancy.models.SiteForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="groups.groupsession",
            ),
        ),
    ]
