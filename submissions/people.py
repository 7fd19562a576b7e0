"""Names and addresses as authors write them: plain rules."""

from __future__ import annotations

import re
import unicodedata

NAME_OF_ORCID = re.compile(r"^(?:https?://)?(?:www\.)?orcid\.org/", re.IGNORECASE)


def clean_line(text: str) -> str:
    """Return a text as one line in composed Unicode, without signs that are not shown; accents and apostrophes stay."""
    composed = unicodedata.normalize("NFC", text)
    shown = "".join(
        sign if unicodedata.category(sign) not in {"Cc", "Zl", "Zp"} else " " for sign in composed
    )
    return " ".join(shown.split())


def clean_orcid(text: str) -> str:
    """Return an ORCID without the address in front of it: people paste the whole link."""
    return NAME_OF_ORCID.sub("", text.strip()).rstrip("/").upper()


def orcid_adds_up(orcid: str) -> bool:
    """Say whether the last sign is the check digit of the others (ISO 7064 MOD 11-2)."""
    total = 0
    digits = orcid.replace("-", "")
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    return digits[-1] == ("X" if check == 10 else str(check))  # noqa: PLR2004 - ten is written X
