"""What a browser says it is, in words that its owner would use. No Django in it."""

from __future__ import annotations

UNKNOWN = "An unknown browser"


def browser_words(user_agent: str) -> str:
    """Return words such as "Firefox on Linux" for a User-Agent header."""
    from ua_parser import parse  # noqa: PLC0415 - its rules take a tenth of a second to load, and one page needs them

    found = parse(user_agent)
    browser = found.user_agent.family if found.user_agent else ""
    system = found.os.family if found.os else ""
    if browser and system:
        return f"{browser} on {system}"
    return browser or (f"A browser on {system}" if system else UNKNOWN)
