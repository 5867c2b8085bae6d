"""The day by which dates are past or still to come."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime


def now() -> datetime:
    """Tell the present moment in UTC; or that of SOURCE_DATE_EPOCH, by which the same records give the same answers."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)


def today() -> date:
    """Tell the present day in UTC."""
    return now().date()
