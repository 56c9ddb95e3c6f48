"""What comes in as a picture, looked at by its content and drawn anew, so that nothing else is kept of it."""

import warnings
from dataclasses import dataclass
from io import BytesIO
from typing import IO

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from raitti.core.verdicts import Refused, Verdict

MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 50_000_000
# What is read in full may hold at most this: each pixel takes four bytes, more than once.
MOST_READ = 25_000_000
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
# The longest side of the two sizes, in pixels.
LARGE, SMALL = 1600, 480
_SMALLEST = 64
_QUALITY = 82
# Colours that can be mixed as they are.
_PLAIN = frozenset({"RGB", "RGBA", "CMYK", "L"})


@dataclass(frozen=True)
class Drawn:
    """A picture in two sizes as WebP without any metadata; width and height are of the large one."""

    large: bytes
    small: bytes
    width: int
    height: int


def _refuse(reason: object) -> Refused:
    return Refused(Verdict("picture", reason, {"field": "picture", "value": ""}))  # type: ignore[arg-type]


def draw(file: IO[bytes]) -> Drawn:
    """Read a JPEG, PNG, WebP or GIF (its first frame) and draw it anew. Names and announced types are not looked at.

    Raises `Refused` for anything else, for more than 10 MB, and for more than 50 million pixels (25 million where the
    format cannot be read at a fraction of its size) however small the file is.
    """
    data = file.read(MOST_BYTES + 1)
    if not data:
        raise _refuse(_("The file is empty."))
    if len(data) > MOST_BYTES:
        raise _refuse(_("The picture is larger than 10 megabytes. Make it smaller and try again."))
    try:
        with warnings.catch_warnings():
            # We look at the size ourselves.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(BytesIO(data), formats=FORMATS) as picture:
                return _drawn(picture)
    except Image.DecompressionBombError:
        raise _too_many_pixels() from None
    except UnidentifiedImageError:
        raise _refuse(_("This is not a picture we can use. Choose a JPG, PNG, WebP or GIF file.")) from None
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, MemoryError, OverflowError) as error:
        raise _refuse(_("The picture is broken and cannot be opened.")) from error


def _too_many_pixels() -> Refused:
    return _refuse(_("The picture has too many pixels. Make it smaller and try again."))


def _drawn(picture: Image.Image) -> Drawn:
    width, height = picture.size
    if width * height > MOST_PIXELS:
        raise _too_many_pixels()
    if min(width, height) < _SMALLEST:
        raise _refuse(_("The picture is too small to be seen: it should be at least 64 pixels high and wide."))
    # A photograph is read at a fraction of its size where its format can do that.
    picture.draft("RGB", (LARGE, LARGE))
    if picture.width * picture.height > MOST_READ:
        raise _too_many_pixels()
    if picture.mode in _PLAIN:
        # Small first: whatever is done to it large takes its memory once more.
        picture.thumbnail((LARGE, LARGE))
    picture.load()
    upright = ImageOps.exif_transpose(picture) or picture
    plain = _in_common_colours(upright)
    plain.thumbnail((LARGE, LARGE))
    small = plain.copy()
    small.thumbnail((SMALL, SMALL))
    return Drawn(_webp(plain), _webp(small), *plain.size)


def _in_common_colours(picture: Image.Image) -> Image.Image:
    """The picture in sRGB, see-through where it was."""
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in _PLAIN:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            target = ImageCms.createProfile("sRGB")
            converted = ImageCms.profileToProfile(picture, source, target, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            converted = None
        if converted is not None and mode == "RGB":
            return converted
    return picture.convert(mode)


def _webp(picture: Image.Image) -> bytes:
    out = BytesIO()
    # A new picture from the bare pixels: nothing the file said besides comes along.
    bare = Image.frombytes(picture.mode, picture.size, picture.tobytes())
    bare.save(out, "WEBP", quality=_QUALITY, method=4)
    return out.getvalue()
