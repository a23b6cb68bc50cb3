"""The keys that never touch the database: they wrap data keys, sign cookies and make blind indexes."""

import base64
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


class KeyMissing(Exception):
    """A data key was wrapped by a key version that is not in the environment."""


@dataclass(frozen=True)
class Keyring:
    """Key-encryption keys by version (32 bytes each), the index key (32 bytes) and Django's signing key.

    The highest version wraps new data keys; older ones stay to unwrap what they wrapped.
    """

    wrapping: Mapping[int, bytes]
    index_key: bytes
    signing_key: str

    @property
    def version(self) -> int:
        return max(self.wrapping)

    def wrapping_key(self, version: int) -> bytes:
        if version not in self.wrapping:
            raise KeyMissing(f"key version {version} is not in TRAEDESTEN_KEYS")
        return self.wrapping[version]

    @classmethod
    def from_environ(cls, environ: Mapping[str, str], var_dir: Path) -> "Keyring":
        """TRAEDESTEN_KEYS="2:<base64>,1:<base64>", TRAEDESTEN_INDEX_KEY and TRAEDESTEN_SECRET, or a key file.

        The key file (``var/keys.json``, mode 600, made once) is for the demo and small sites;
        back it up apart from the database.
        """
        named = {name: environ.get(f"TRAEDESTEN_{name}") for name in ("KEYS", "INDEX_KEY", "SECRET")}
        if not all(named.values()):
            stored = _key_file(var_dir / "keys.json")
            named = {name: value or stored[name] for name, value in named.items()}
        wrapping = dict(_versioned(part) for part in named["KEYS"].split(","))
        return cls(wrapping, base64.b64decode(named["INDEX_KEY"]), named["SECRET"])


def _versioned(part: str) -> tuple[int, bytes]:
    version, _, key = part.strip().partition(":")
    return int(version), base64.b64decode(key)


def _key_file(path: Path) -> dict[str, str]:
    """Read the key file; the first process to come makes it, whole and readable by its owner only."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = {
            "KEYS": "1:" + _random_key(),
            "INDEX_KEY": _random_key(),
            "SECRET": secrets.token_urlsafe(48),
        }
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(json.dumps(fresh))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return json.loads(path.read_text())


def _random_key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()
