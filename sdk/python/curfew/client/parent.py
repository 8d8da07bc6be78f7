"""Under which execution what is started here belongs."""

from __future__ import annotations

import os
from typing import Optional

from ..execution import current_execution

#: For `parent_id`: the execution whose code makes the call.
CURRENT = "current"


def resolve_parent(parent_id: Optional[str]) -> Optional[str]:
    """`parent_id`, or for CURRENT the execution that this code, or the program that started this process, belongs to."""
    if parent_id != CURRENT:
        return parent_id
    execution = current_execution.get()
    return execution.context.execution_id if execution else os.environ.get("CURFEW_EXECUTION_ID")
