"""Models on disk: JSON, whole or not at all."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path

from network import Weights
from training import Settings, Training


def model_path(name: str) -> Path:
    """Under CURFEW_HOME when Curfew says where its home is, else under the present folder."""
    home = os.environ.get("CURFEW_HOME")
    folder = Path(home, "models", "train-digits") if home else Path("models")
    return folder.absolute() / f"{name}.json"


def write_model(path: Path, training: Training) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".unfinished")
    content = {**asdict(training), "weights": training.weights, "velocity": training.velocity}
    unfinished.write_text(json.dumps(content), encoding="ascii")
    os.replace(unfinished, path)


def read_model(path: Path) -> Training:
    """Raises OSError when there is none, and ValueError when it is no model."""
    content = json.loads(path.read_text(encoding="ascii"))
    try:
        settings = Settings(**content.pop("settings"))
        weights, velocity = Weights(*content.pop("weights")), Weights(*content.pop("velocity"))
        return Training(settings, weights, velocity, **content)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"{path} is no model: {error}") from None
