"""Which other sites may show the app in a frame: none, unless the server is told so."""

import os
import re

from vizcore.errors import ConvScopeError

VARIABLE = "CONVSCOPE_FRAMES"
_ORIGIN = re.compile(r"https://(\*\.)?[A-Za-z0-9.-]+(:\d{1,5})?")


class FramesError(ConvScopeError):
    """What is said is no origin of a site."""


def frames_allowed() -> list[str]:
    """The origins that CONVSCOPE_FRAMES names, such as "https://moodle.example.org".

    A browser sends cookies into a frame of another site over HTTPS alone, so there is no other.

    Raises
    ------
    FramesError
        If one of them is none; the message says how it has to look.

    Examples
    --------
    >>> os.environ[VARIABLE] = "https://a.org https://*.b.org:8443"
    >>> frames_allowed()
    ['https://a.org', 'https://*.b.org:8443']
    >>> del os.environ[VARIABLE]
    >>> frames_allowed()
    []
    """
    origins = os.environ.get(VARIABLE, "").split()
    for origin in origins:
        if not _ORIGIN.fullmatch(origin):
            raise FramesError(
                f"{VARIABLE} takes origins such as https://moodle.example.org, not {origin}"
            )
    return origins
