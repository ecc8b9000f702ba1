"""How a call of a webhook is signed: Standard Webhooks 1.0, symmetric signatures.

Pure: bytes in, headers out. Receivers have libraries for this scheme in most languages.
"""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime

SECRET_BYTES = 32
"""Random bytes of a secret; the scheme asks for 24 to 64."""


def written_secret(secret: bytes) -> str:
    """Return a secret as receivers take it: `whsec_` and base64."""
    return f"whsec_{base64.b64encode(secret).decode()}"


def signed_headers(
    call_id: str, body: bytes, secrets: Sequence[bytes], *, now: datetime
) -> dict[str, str]:
    """Return the three headers of a call: its id, the seconds since 1970, a signature by each.

    The id is the same whenever the call is repeated; signatures are `v1,` and the base64 of
    HMAC-SHA256 over `id.timestamp.body`, divided by spaces.
    """
    timestamp = str(int(now.timestamp()))
    covered = f"{call_id}.{timestamp}.".encode() + body
    signatures = [
        base64.b64encode(hmac.digest(secret, covered, hashlib.sha256)).decode()
        for secret in secrets
    ]
    return {
        "webhook-id": call_id,
        "webhook-timestamp": timestamp,
        "webhook-signature": " ".join(f"v1,{signature}" for signature in signatures),
    }
