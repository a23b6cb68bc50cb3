"""Sealed text: unreadable in the database, unreadable when moved, readable after the keys are changed."""

import dataclasses

import pytest
from django.core import serializers
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from tests import make
from traedesten.people.models import Participant
from traedesten.tenancy.scope import at_site
from traedesten.vault import crypto
from traedesten.vault.keyring import KeyMissing, Keyring
from traedesten.vault.models import DataKey


def a_person(name: str = "Frida", **fields) -> Participant:
    key = fields.pop("key", None) or DataKey.new()
    return Participant.objects.create(key=key, first_name=name, made_at=make.NOW, **fields)


def stored(person: Participant, column: str = "first_name") -> bytes:
    with connection.cursor() as cursor:
        cursor.execute(f"select {column} from people_participant where id = %s", [person.pk])  # noqa: S608
        return bytes(cursor.fetchone()[0])


def put(person: Participant, column: str, sealed: bytes) -> Participant:
    """Write bytes past the application, as somebody with the database in their hands would."""
    with connection.cursor() as cursor:
        cursor.execute(f"update people_participant set {column} = %s where id = %s", [sealed, person.pk])  # noqa: S608
    return Participant.objects.get(pk=person.pk)


def test_what_is_written_is_read_again_and_lies_sealed(here):
    person = a_person("Frida Ægir 🌿")
    assert Participant.objects.get(pk=person.pk).first_name == "Frida Ægir 🌿"
    assert b"Frida" not in stored(person)


def test_equal_texts_are_sealed_differently(here):
    key = DataKey.new()
    assert stored(a_person(key=key)) != stored(a_person(key=key))


def test_empty_text_is_empty_and_tells_only_that(here):
    person = a_person("")
    assert (stored(person), Participant.objects.get(pk=person.pk).first_name) == (b"", "")


def test_ciphertext_moved_to_another_row_of_the_same_key_is_refused(here):
    key = DataKey.new()
    one, other = a_person("Frida", key=key), a_person("Mona", key=key)
    moved = put(other, "first_name", stored(one))
    with pytest.raises(crypto.Unreadable):
        moved.first_name  # noqa: B018


def test_ciphertext_moved_to_another_field_of_the_same_row_is_refused(here):
    person = a_person("Frida", last_name="Vad")
    moved = put(person, "first_name", stored(person, "last_name"))
    assert moved.last_name == "Vad"
    with pytest.raises(crypto.Unreadable):
        moved.first_name  # noqa: B018


def test_a_changed_byte_is_refused(here):
    person = a_person("Frida")
    sealed = bytearray(stored(person))
    for place in (0, 1, len(sealed) - 1):
        broken = bytes(sealed[:place]) + bytes([sealed[place] ^ 1]) + bytes(sealed[place + 1 :])
        with pytest.raises(crypto.Unreadable):
            put(person, "first_name", broken).first_name  # noqa: B018
    with pytest.raises(crypto.Unreadable):
        put(person, "first_name", bytes(sealed[:8])).first_name  # noqa: B018


def test_another_persons_key_does_not_open_it(here):
    person, stranger = Participant.objects.get(pk=a_person("Frida").pk), a_person("Mona")
    person.key = stranger.key
    with pytest.raises(crypto.Unreadable):
        person.first_name  # noqa: B018


def test_a_wrapped_key_moved_to_another_row_or_site_is_refused(here, other_site):
    one = DataKey.new()
    for site_id, pk in ((here.pk, DataKey.new().pk), (other_site.pk, one.pk)):
        moved = DataKey(pk=pk, site_id=site_id, wrapped=one.wrapped, version=one.version)
        with pytest.raises(crypto.Unreadable):
            moved.opened()


def test_without_the_key_nothing_about_a_person_can_be_read(here):
    """What erasure does: the row of the key is what everything else hangs on."""
    person = a_person("Frida")
    person.key.wrap(crypto.new_key())
    person.key.save()
    with pytest.raises(crypto.Unreadable):
        Participant.objects.get(pk=person.pk).first_name  # noqa: B018


def test_keys_wrapped_by_an_older_version_still_open_and_may_be_wrapped_anew(here, settings):
    person = a_person("Frida")
    newer = dataclasses.replace(settings.KEYRING, wrapping={**settings.KEYRING.wrapping, 99: crypto.new_key()})
    settings.KEYRING = newer
    key = DataKey.objects.get(pk=person.key_id)
    assert (key.version < 99, Participant.objects.get(pk=person.pk).first_name) == (True, "Frida")
    key.wrap(key.opened())
    key.save()
    settings.KEYRING = dataclasses.replace(newer, wrapping={99: newer.wrapping[99]})
    assert Participant.objects.get(pk=person.pk).first_name == "Frida"
    settings.KEYRING = dataclasses.replace(newer, wrapping={98: crypto.new_key()})
    with pytest.raises(KeyMissing):
        Participant.objects.get(pk=person.pk).first_name  # noqa: B018


def test_a_sealed_field_is_neither_updated_in_bulk_nor_serialised(here):
    person = a_person("Frida")
    with pytest.raises(TypeError, match="sealed"):
        Participant.objects.update(first_name="Mona")
    with pytest.raises(TypeError, match="sealed"):
        serializers.serialize("json", [person])


def test_the_blind_index_finds_a_phone_at_its_own_site_only(site, other_site):
    with at_site(site):
        person = a_person("Frida", phone="+4540121860")
        assert list(Participant.objects.filter(phone_index=index_of(site))) == [person]
    assert index_of(site) != index_of(other_site)
    assert index_of(site) != crypto.blind_index(site.pk, "name", "+4540121860")
    assert b"40121860" not in index_of(site)


def index_of(site) -> bytes:
    return crypto.blind_index(site.pk, "phone", "+4540121860")


def test_a_person_without_a_phone_is_not_found_by_its_absence(here):
    assert bytes(a_person("Frida").phone_index) == b""


@given(st.text(), st.text(), st.text())
def test_any_text_is_opened_with_its_own_key_and_place_alone(text, place, elsewhere):
    key = crypto.new_key()
    sealed = crypto.encrypt(key, text.encode("utf-8", "surrogatepass"), place)
    assert crypto.decrypt(key, sealed, place) == text.encode("utf-8", "surrogatepass")
    with pytest.raises(crypto.Unreadable):
        crypto.decrypt(crypto.new_key(), sealed, place)
    if place != elsewhere:
        with pytest.raises(crypto.Unreadable):
            crypto.decrypt(key, sealed, elsewhere)


def test_the_key_file_is_made_once_and_for_its_owner_alone(tmp_path):
    first = Keyring.from_environ({}, tmp_path)
    assert Keyring.from_environ({}, tmp_path) == first
    assert (tmp_path / "keys.json").stat().st_mode & 0o777 == 0o600
