"""Sealing something so that only the holder of a key kept elsewhere can read it.

Whoever has the public half can seal and not read again what they sealed. An ephemeral X25519 key agrees on a secret
with the public key, HKDF-SHA256 draws from it a key for AES-256-GCM that is used once (the base mode of RFC 9180,
written out). What is sealed is first filled up to a length of the caller's choice, so that sizes tell nothing, and
is bound to what it is `about`: it cannot be passed off as a part of something else.
"""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_KEY = 32
_LENGTH = 4
# The key made from an ephemeral one seals one thing, so its nonce may be the same every time.
_NONCE = bytes(12)


class Unreadable(Exception):
    """What was to be read was sealed with another key, is about something else, or has been changed."""


def new_keys() -> tuple[bytes, bytes]:
    """A private and a public key, 32 bytes each."""
    private = X25519PrivateKey.generate()
    return private.private_bytes_raw(), private.public_key().public_bytes_raw()


def seal(public: bytes, data: bytes, *, about: bytes, length: int) -> bytes:
    """Seal `data`, filled up to `length` bytes, for the holder of the private key.

    Raises `ValueError` for data longer than that: its size would tell it from others.
    """
    if len(data) > length:
        raise ValueError("what is to be sealed is longer than the others")
    ephemeral = X25519PrivateKey.generate()
    own = ephemeral.public_key().public_bytes_raw()
    secret = ephemeral.exchange(X25519PublicKey.from_public_bytes(public))
    filled = len(data).to_bytes(_LENGTH) + data + bytes(length - len(data))
    return own + AESGCM(_drawn(secret, own, public)).encrypt(_NONCE, filled, about)


def unseal(private: bytes, sealed: bytes, *, about: bytes) -> bytes:
    """What was sealed. Raises `Unreadable`."""
    key = X25519PrivateKey.from_private_bytes(private)
    own, rest = sealed[:_KEY], sealed[_KEY:]
    try:
        secret = key.exchange(X25519PublicKey.from_public_bytes(own))
        filled = AESGCM(_drawn(secret, own, key.public_key().public_bytes_raw())).decrypt(_NONCE, rest, about)
    except (InvalidTag, ValueError) as error:
        raise Unreadable from error
    length = int.from_bytes(filled[:_LENGTH])
    return filled[_LENGTH : _LENGTH + length]


def _drawn(secret: bytes, own: bytes, public: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=_KEY, salt=None, info=b"raitti sealing 1" + own + public).derive(secret)
