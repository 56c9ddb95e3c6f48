"""Calendar months as whole numbers, so that the next one is one more."""

import re

_WRITTEN = re.compile(r"(\d{4})-(\d{2})\Z")


def month_of(text: str) -> int:
    """The number of a month written "YYYY-MM"; `ValueError` when it is not written so or does not exist."""
    written = _WRITTEN.match(text)
    if not written or not 1 <= int(written[2]) <= 12 or int(written[1]) < 1900:
        raise ValueError(text)
    return int(written[1]) * 12 + int(written[2]) - 1


def written(month: int) -> str:
    """The month as "YYYY-MM"."""
    year, of_year = divmod(month, 12)
    return f"{year:04d}-{of_year + 1:02d}"
