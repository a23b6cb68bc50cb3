"""AES-256-GCM with associated data, and the keyed hash behind the blind index."""

import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

FORMAT = 1
NONCE = 12


class Unreadable(Exception):
    """The ciphertext was moved, altered, or belongs to another key."""


def new_key() -> bytes:
    return secrets.token_bytes(32)


def encrypt(key: bytes, text: bytes, associated: str) -> bytes:
    """One format byte, 12 bytes of nonce, then ciphertext with its 16-byte tag."""
    nonce = secrets.token_bytes(NONCE)
    return bytes([FORMAT]) + nonce + AESGCM(key).encrypt(nonce, text, associated.encode())


def decrypt(key: bytes, sealed: bytes, associated: str) -> bytes:
    """The text again, or ``Unreadable``."""
    if len(sealed) < 1 + NONCE + 16 or sealed[0] != FORMAT:
        raise Unreadable
    try:
        return AESGCM(key).decrypt(sealed[1 : 1 + NONCE], sealed[1 + NONCE :], associated.encode())
    except InvalidTag:
        raise Unreadable from None


def blind_index(site_id: int, field: str, value: str) -> bytes:
    """16 bytes that are equal for equal values of one field at one site, and tell nothing else."""
    field_key = hmac.digest(settings.KEYRING.index_key, f"{site_id}:{field}".encode(), hashlib.sha256)
    return hmac.digest(field_key, value.encode(), hashlib.sha256)[:16]
