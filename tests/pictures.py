"""Pictures and things that pretend to be, made where they are needed."""

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image


def picture(kind: str = "JPEG", size: tuple[int, int] = (800, 600), mode: str = "RGB", **options: Any) -> BytesIO:
    """A plain picture of one colour."""
    out = BytesIO()
    Image.new(mode, size, "seagreen" if mode != "P" else 3).save(out, kind, **options)
    out.seek(0)
    return out


def photograph_with_a_place() -> BytesIO:
    """A photograph that says where it was taken, and lies on its side."""
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned a quarter
    exif[0x010E] = "Kotipihalla"
    gps = exif.get_ifd(0x8825)
    gps[2] = (65.0, 0.0, 36.0)
    out = BytesIO()
    Image.new("RGB", (800, 400), "seagreen").save(out, "JPEG", exif=exif)
    out.seek(0)
    return out


def moving(frames: int = 3) -> BytesIO:
    out = BytesIO()
    first, *others = [Image.new("P", (100, 100), number) for number in range(frames)]
    first.save(out, "GIF", save_all=True, append_images=others)
    out.seek(0)
    return out


def bomb(width: int = 60_000, height: int = 60_000) -> BytesIO:
    """A small PNG that says it is 3.6 billion pixels large."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = b""
    for name, data in ((b"IHDR", header), (b"IDAT", zlib.compress(b"\0" * 10_000)), (b"IEND", b"")):
        body += struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
    return BytesIO(b"\x89PNG\r\n\x1a\n" + body)


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="900" height="900"><script>alert(1)</script></svg>'
HTML = b"<html><script>alert(1)</script></html>"
