"""The code blocks of guide.md, and the services that are made of its first one."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Optional

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
PLACE = Path(os.environ["DTLPY_TEST_PLACE"])
ORIGIN = os.environ["CURFEW_URL"]

SERVICE_CLASS, TERMINATE, TIMEOUT, ON_RESET, FOLLOW = re.findall(
    r"```python\n(.*?)```", (HERE / "guide.md").read_text(encoding="utf-8"), re.S
)

#: The guide's function for one item takes a second; these take as long as there is time to stop them.
MORE = '''
class Service(ServiceRunner):
    def detect_all(self, items, progress: dl.Progress):
        for index, item in enumerate(items):
            progress.update(progress=100 * index / len(items), message=f"item {index}")
            try:
                self.detect(item)
            except InterruptedError as error:
                print(f"saving what is done: {error}")
                raise
        return {"items": len(items)}

    def never_ends(self):
        import time
        print("begun")
        while True:
            self.kill_event()
            time.sleep(0.01)
'''


def deploy(name: str, import_line: str, own_python: bool = False, placement: Optional[dict] = None) -> None:
    """A service of the guide's class as it stands, under this import line. `own_python`: with dtlpy beside it."""
    folder = PLACE / "services" / name
    folder.mkdir(parents=True)
    (folder / "service.py").write_text(f"{import_line}\n\n{SERVICE_CLASS}\n{MORE}", encoding="utf-8")
    functions = {"detect": {}, "detect_all": {}, "never_ends": {}}
    program = {"runtime": "python", "entry": "service.py", "className": "Service", "functions": functions}
    manifest = {"name": name, "program": program, "policy": {"gracePeriod": 10}}
    if placement:
        manifest["placement"] = placement
    (folder / "curfew.json").write_text(json.dumps(manifest), encoding="utf-8")
    if own_python:
        (folder / ".venv").symlink_to(sys.prefix)
    register(folder / "curfew.json")


def register(manifest: Path) -> None:
    subprocess.run(["node", str(ROOT / "bin" / "curfew.mjs"), "register", str(manifest)], check=True)
