"""Whether a page that opens a socket is one of ours."""

from collections.abc import Mapping
from urllib.parse import urlsplit

#: Code that closes the socket of another site's page.
FOREIGN = 4403


def from_here(headers: Mapping[str, str]) -> bool:
    """Whether the page that asks is ours; what is no browser names no page.

    >>> from_here({"origin": "https://a.org", "host": "a.org"}), from_here({"host": "a.org"})
    (True, True)
    >>> from_here({"origin": "https://b.org", "host": "a.org"})
    False
    >>> from_here({"origin": "http://[", "host": "a.org"})
    False
    """
    try:
        origin = urlsplit(headers.get("origin", "")).netloc
    except ValueError:
        return False  # "http://[", which no browser sends
    return not origin or origin in (headers.get("host"), headers.get("x-forwarded-host"))
