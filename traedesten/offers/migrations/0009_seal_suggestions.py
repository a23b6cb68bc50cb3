"""What somebody proposes is sealed; what was answered is let go of. Backwards opens what still waits."""

import json

from django.db import migrations

from traedesten.tenancy.scope import at_site
from traedesten.vault import crypto
from traedesten.vault.fields import SealedText
from traedesten.vault.models import DataKey


def _open_rows(apps, alias):
    """Each open suggestion at each site: its queryset, its plain data key, and what its ciphertext is bound to."""
    rows = apps.get_model("offers", "OfferSuggestion").objects.using(alias)
    for site_id in apps.get_model("tenancy", "Site").objects.using(alias).values_list("pk", flat=True):
        with at_site(site_id, using=alias):
            rows.exclude(state="open").update(changes={}, proposed=b"")
            for pk, key_id in list(rows.filter(state="open").values_list("pk", "key_id")):
                key = DataKey.objects.using(alias).get(pk=key_id).opened()
                yield rows.filter(pk=pk), key, f"offers_offersuggestion.proposed:{pk}@{site_id}"


def seal(apps, schema_editor):
    for row, key, bound_to in _open_rows(apps, schema_editor.connection.alias):
        text = json.dumps(row.values_list("changes", flat=True).get())
        row.update(changes={}, proposed=crypto.encrypt(key, text.encode(), bound_to))


def unseal(apps, schema_editor):
    for row, key, bound_to in _open_rows(apps, schema_editor.connection.alias):
        sealed = bytes(row.values_list("proposed", flat=True).get())
        if sealed:
            row.update(changes=json.loads(crypto.decrypt(key, sealed, bound_to)), proposed=b"")


class Migration(migrations.Migration):
    dependencies = [("offers", "0008_merged_offers"), ("vault", "0002_guard_by_site")]
    operations = [
        migrations.AddField("offersuggestion", "proposed", SealedText(blank=True, default="")),
        migrations.RunPython(seal, unseal),
    ]
