"""The HTTP API, /api/v1: one router per room, one way to say what went wrong.

Every error is an RFC 9457 problem (`application/problem+json`). Who asks is told by a session or by a token
(`Authorization: Bearer …`).
"""

from __future__ import annotations

from ninja import NinjaAPI

import caytre

api = NinjaAPI(
    title="Cây Tre",
    version=caytre.__version__,
    description="What the record knows, with its passages; what waits for a decision; what was decided.",
    urls_namespace="api-v1",
)
