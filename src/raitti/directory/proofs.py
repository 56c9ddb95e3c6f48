"""Telling by its content whether a file can be a proof: a PDF, or a picture taken of a paper."""

from io import BytesIO

from PIL import Image, UnidentifiedImageError

MOST_BYTES = 10 * 1024 * 1024
_MOST_PIXELS = 80_000_000
_PICTURES = {"JPEG": "jpg", "PNG": "png"}
CONTENT_TYPES = {"pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png"}


def kind_of_proof(content: bytes) -> str:
    """`pdf`, `jpg` or `png`, whatever the file is called; empty when it is none of them or broken."""
    if content.startswith(b"%PDF-"):
        return "pdf" if b"%%EOF" in content[-2048:] else ""
    try:
        with Image.open(BytesIO(content), formats=list(_PICTURES)) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                return ""
            kind = _PICTURES[picture.format or ""]
            picture.verify()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return ""
    return kind
