"""What a receiver of webhooks needs, beside an HTTP server."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import time
from typing import Any, Dict, Mapping, Optional, Union

from .errors import CurfewError

#: Seconds that the time of a delivery may lie off.
TOLERANCE = 300


class WebhookNotVerified(CurfewError):
    """It was not sent by this Curfew, or too long ago."""


def verify_webhook(
    secret: str, headers: Mapping[str, str], body: Union[bytes, str], now: Optional[float] = None
) -> Dict[str, Any]:
    """The message `{"type", "timestamp", "data"}` of a delivery, once it has proved itself. `body` is the body as it
    came, byte for byte. Raises WebhookNotVerified."""
    named = {name.lower(): value for name, value in headers.items()}
    for name in ("webhook-id", "webhook-timestamp", "webhook-signature"):
        if not named.get(name):
            raise WebhookNotVerified(f"There is no header {name}")
    data = body.encode() if isinstance(body, str) else body
    sent = named["webhook-timestamp"]
    if not sent.isdigit() or abs((time.time() if now is None else now) - int(sent)) > TOLERANCE:
        raise WebhookNotVerified("It was sent too long ago, or a clock is wrong")
    key = base64.b64decode(secret[6:] if secret.startswith("whsec_") else secret)
    signed = f"{named['webhook-id']}.{sent}.".encode() + data
    expected = hmac.new(key, signed, hashlib.sha256).digest()
    if not any(_is_same(expected, one) for one in named["webhook-signature"].split(" ")):
        raise WebhookNotVerified("No signature fits: another secret, or a body that was changed")
    message: Dict[str, Any] = json.loads(data)
    return message


def _is_same(expected: bytes, signature: str) -> bool:
    version, _, text = signature.partition(",")
    try:
        return version == "v1" and hmac.compare_digest(expected, base64.b64decode(text))
    except (binascii.Error, ValueError):
        return False
