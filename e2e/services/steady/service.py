"""A service that cooperates: short steps, a checkpoint after each, state saved on the way."""

import math
import time

from curfew import BaseServiceRunner, ExecutionTerminated


class ServiceRunner(BaseServiceRunner):
    def steps(self, count: int = 600, pause: float = 0.1) -> dict:
        """Counts to `count`, and goes on where an earlier attempt stopped."""
        saved = self.context.saved_state or {"step": 0}
        done = saved["step"]
        if done:
            print(f"resuming after step {done}", flush=True)
        try:
            while done < count:
                time.sleep(pause)
                done += 1
                print(f"step {done} of {count}", flush=True)
                self.progress.update(progress=100 * done / count, message=f"step {done} of {count}")
                if done % 5 == 0:
                    self.save({"step": done})
                self.kill_event()
        except ExecutionTerminated as stop:
            self.save({"step": done})
            stop.output = {"steps": done}
            raise
        return {"steps": done}

    def learn(self, epochs: int = 20, pause: float = 0.3) -> dict:
        """Learns nothing, and says how well; computes all the while."""
        loss = 0.0
        for epoch in range(epochs):
            until = time.monotonic() + pause
            while time.monotonic() < until:
                loss = 2.5 * math.exp(-epoch / 6) + 0.05 * math.sin(epoch)
            metrics = {"loss": loss, "accuracy": 1 - loss / 3, "learning rate": 0.1 * 0.9**epoch}
            self.progress.update(progress=100 * (epoch + 1) / epochs, message=f"epoch {epoch + 1}", metrics=metrics)
            self.kill_event()
        return {"loss": loss}

    def fail(self) -> None:
        """Raises at once."""
        raise ValueError("the input file has no header line")

    def levels(self) -> None:
        """Prints lines of several levels and colours."""
        print("INFO:train:epoch 1 begins")
        print("2026-01-01 12:00:00,123 - train - DEBUG - batch 1")
        print('{"level":40,"msg":"slow disk"}')
        print("\033[31mERROR\033[0m: no such file")
        print("[CRITICAL] gone")
        for code in ("38;5;208", "38;2;30;60;250", "48;5;22", "48;2;250;240;80", "1;92", "7", "41;97", "9"):
            print(f"\033[{code}mshown in {code}\033[0m and plain")

    def lines(self, count: int = 1000) -> dict:
        """Prints many lines and returns."""
        for number in range(count):
            print(f"line {number} of {count}")
        return {"lines": count}
