"""Dataloop's client, signed in to the Curfew under test. Import it before anything of dtlpy."""

import os
import time

from guide import ORIGIN, PLACE

# Else the client would keep its cookies in the home of whoever runs the tests.
os.environ["DATALOOP_PATH"] = str(PLACE / "dataloop")

import dtlpy as dl  # noqa: E402

BASE = f"{ORIGIN}/dataloop/api/v1"
TOKEN = os.environ["CURFEW_TOKEN"]
#: Seconds until a test gives up on what does not come.
PATIENCE = 60


def sign_in() -> None:
    dl.add_environment(environment=BASE, alias="curfew", gate_url=ORIGIN, url=f"{ORIGIN}/", verify_ssl=False)
    dl.setenv(BASE)
    dl.login_api_key(TOKEN)


def until(execution_id: str, holds):
    """The execution, once it is so."""
    end = time.monotonic() + PATIENCE
    while True:
        execution = dl.executions.get(execution_id=execution_id)
        if holds(execution):
            return execution
        if time.monotonic() > end:
            raise AssertionError(f"it stayed {execution.latest_status}")
        time.sleep(0.1)
