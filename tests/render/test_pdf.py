"""PDF that can be read aloud: tagged, in its language, with its title."""

import re
import zlib

import pytest

from raitti.render.pdf import pdf_from

PAGE = """<!doctype html><html lang="fi"><head><title>Yhdistyksen tiedot</title></head>
<body><main><h1>Otsikko</h1><p>Teksti ää</p></main></body></html>"""


def unpacked(data: bytes) -> bytes:
    """The file with its packed parts unpacked behind it."""
    found = [data]
    for packed in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL):
        try:
            # Not all at once, as a last byte that looks like the end of a line may be missing.
            found.append(zlib.decompressobj().decompress(packed))
        except zlib.error:
            continue
    return b"\n".join(found)


@pytest.fixture(scope="module")
def made() -> bytes:
    return unpacked(pdf_from(PAGE))


def test_it_is_tagged_and_says_its_language_and_title(made):
    assert made.startswith(b"%PDF-")
    assert re.search(rb"/MarkInfo\s*<<[^>]*/Marked true", made)
    assert b"/StructTreeRoot" in made
    assert re.search(rb"/Lang\s*\(fi\)", made)
    assert b"/DisplayDocTitle true" in made
    assert b"Yhdistyksen tiedot" in made
    assert b"pdfuaid" in made


def test_headings_and_paragraphs_are_tagged_as_such(made):
    assert re.search(rb"/S\s*/H1", made)
    assert re.search(rb"/S\s*/P\b", made)


@pytest.mark.parametrize("address", ["file:///etc/passwd", "http://127.0.0.1:1/x.css", "/static/../../../etc/passwd"])
def test_nothing_but_our_own_files_is_read(address):
    data = pdf_from(PAGE.replace("</head>", f'<link rel="stylesheet" href="{address}"></head>'))
    assert data.startswith(b"%PDF-")
    assert b"root:" not in unpacked(data)
