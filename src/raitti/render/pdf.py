"""Pages as PDF/UA: tagged, with language and title, so that paper's electronic twin can be read aloud."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

STATIC = Path(__file__).resolve().parent.parent / "static"


# A drawing that stands in the page itself.
_HELD = "data:image/svg+xml;base64,"


class NoWriter(Exception):
    """The machine lacks what draws text; `package` is what its administrator installs."""

    package = "libpango-1.0-0 libpangoft2-1.0-0"


def pdf_from(html: str) -> bytes:
    """One HTML page as PDF/UA-1. Only our own static files and drawings are read.

    Raises `NoWriter` where Pango is missing. The language and title are those of the page.
    """
    weasy = _writer()
    return bytes(weasy(html))


def _writer() -> Callable[[str], bytes]:
    try:
        # Late, as it loads Pango, which the rest of the program does without.
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except OSError as error:
        raise NoWriter from error

    class OwnFiles(URLFetcher):
        """Files of our own, by their path below `/static/`, and what a page holds itself; nothing from the network."""

        def fetch(self, url: str, headers: object = None) -> object:
            if url.startswith(_HELD):
                return super().fetch(url, headers)
            path = urlsplit(url).path.removeprefix("/static/")
            file = (STATIC / path).resolve()
            if not file.is_relative_to(STATIC):
                raise ValueError("not a file of ours")
            return super().fetch(file.as_uri(), headers)

    def write(html: str) -> bytes:
        made = HTML(string=html, base_url="https://raitti.invalid/", url_fetcher=OwnFiles()).write_pdf(
            pdf_variant="pdf/ua-1"
        )
        return made or b""

    return write
