"""What the guide shows, against a real Curfew. The environment names it, and the service to use."""

import asyncio
import os
import sys

import curfew
from curfew.client import AsyncClient, Conflict, NotFound, WaitTimeout

name = os.environ["SERVICE"]


def say(**facts):
    print(facts, flush=True)


# 7.2: the timeout and what becomes of what it hits.
service = curfew.services.get(service_name=name)
service.execution_timeout = 60  # 1 minute
service.on_reset = "failed"
service.on_reset = "rerun"
service.update()
assert (service.refresh().execution_timeout, service.on_reset) == (60, "rerun")

# 7.3: following one execution.
started = service.execute(execution_input={"seconds": 0.2}, labels={"from": "python"})
execution = curfew.executions.get(execution_id=started.id)
execution = execution.wait()
print(f"Execution is done with status: {execution.latest_status['status']!r}, duration: {execution.duration:.2f}[s]")
assert execution.status == "success" and 0.1 < execution.duration < 30 and execution.ended
assert [line.text for line in execution.logs()] == ["working"]
assert [line.text for line in execution.logs(follow=True)] == ["working"]

# 7.1: stopping one.
long = service.execute({"seconds": 60})
try:
    long.wait(timeout=0.05)
    sys.exit("it can't have ended")
except WaitTimeout:
    pass
long.terminate(note="not needed")
assert long.wait(timeout=60).status == "terminated", long
again = long.rerun(input={"seconds": 0.1})
assert [one.id for one in curfew.executions.as_completed([again, execution])][0] == execution.id
try:
    again.refresh().wait() and curfew.executions.withdraw(again.id)
    sys.exit("it has ended: there is no stop to withdraw")
except Conflict:
    pass
try:
    curfew.executions.get(execution_id="")
    sys.exit("an empty id names nothing")
except NotFound:
    pass
page = curfew.executions.list(services=[name], statuses=["success"], limit=1)
assert len(page) == 1 and page.next_cursor


async def many():
    client = AsyncClient()
    some = [await client.executions.create(name, {"seconds": 0.1 * turn}) for turn in range(3)]
    ended = [one.status async for one in client.executions.as_completed(some, timeout=60)]
    assert ended == ["success"] * 3, ended
    waits = await asyncio.gather(*(one.wait() for one in some))
    assert all(one.ended for one in waits)
    assert [line.text async for line in some[0].logs(follow=True)] == ["working"]


asyncio.run(many())
print("all is as the guide says")
