"""What is sealed: read by the holder of the key alone, of one size, and never passed off as something else."""

import pytest

from raitti.core.sealing import Unreadable, new_keys, seal, unseal


def test_what_was_sealed_comes_out_as_it_went_in():
    private, public = new_keys()
    for data in (b"", b"x", b"x" * 100):
        assert unseal(private, seal(public, data, about=b"a", length=100), about=b"a") == data


def test_everything_sealed_to_one_length_has_one_size_and_nothing_longer_is_taken():
    _, public = new_keys()
    sizes = {len(seal(public, b"x" * number, about=b"a", length=64)) for number in range(65)}
    assert len(sizes) == 1
    with pytest.raises(ValueError, match="longer"):
        seal(public, b"x" * 65, about=b"a", length=64)


def test_another_key_another_matter_or_a_changed_byte_makes_it_unreadable():
    private, public = new_keys()
    sealed = seal(public, b"secret", about=b"a", length=64)
    changed = [sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :] for at in range(0, len(sealed), 7)]
    tries = [(new_keys()[0], sealed, b"a"), (private, sealed, b"b"), (private, sealed[:20], b"a"), (private, b"", b"a")]
    for key, what, about in [*tries, *((private, one, b"a") for one in changed)]:
        with pytest.raises(Unreadable):
            unseal(key, what, about=about)
