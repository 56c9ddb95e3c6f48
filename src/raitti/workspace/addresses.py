"""Where every signed-in page lives, one word a language; the first words say that it is one's own."""

from raitti.core.addresses import Paths, register_paths

ACCOUNT: Paths = {
    "sign_in": ("kirjaudu/", "logga-in/", "sign-in/"),
    "sign_out": ("kirjaudu/ulos/", "logga-in/ut/", "sign-in/out/"),
}
DESK: Paths = {
    "desk": ("oma/", "mina-sidor/", "my/"),
}
PATHS: dict[str, tuple[str, str, str]] = {**ACCOUNT, **DESK}
register_paths(PATHS)
