"""Where Curfew is, and the key to it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Optional
from urllib.parse import urlsplit

from .errors import CurfewError


@dataclass(frozen=True)
class Address:
    scheme: str
    host: str
    port: Optional[int]
    #: What stands before /api/v1, without a slash at its end.
    base: str
    token: str

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.host}{'' if self.port is None else f':{self.port}'}{self.base}"


def find_address(url: Optional[str], token: Optional[str]) -> Address:
    """What is not given comes from CURFEW_URL and CURFEW_TOKEN, or from what a Curfew on this host keeps in CURFEW_HOME."""
    given = url or os.environ.get("CURFEW_URL") or f"http://127.0.0.1:{os.environ.get('PORT', '3000')}"
    parts = urlsplit(given)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise CurfewError(f"The address must be like http://127.0.0.1:3000, not {given!r}")
    key = token or os.environ.get("CURFEW_TOKEN") or _kept_token()
    return Address(parts.scheme, parts.hostname, parts.port, parts.path.rstrip("/"), key.strip())


def _kept_token() -> str:
    home = os.environ.get("CURFEW_HOME")
    file = Path(home or ".curfew") / "keys" / "cli-token"
    try:
        return file.read_text(encoding="utf-8").strip()
    except OSError:
        raise CurfewError(
            f"There is no API key: set CURFEW_TOKEN, or CURFEW_HOME to the folder of a Curfew that has been started "
            f"({file} can't be read)."
        ) from None
