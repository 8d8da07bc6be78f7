import { expect, test } from "vitest";
import { autopsyText, headline } from "./autopsy-words.ts";

const taken = {
  signal: "SIGKILL" as const,
  at: "2026-01-01T12:00:00.000Z",
  tookMs: 3,
  blockedAt: "train.py:214 in fit",
  threads: [
    {
      name: "main thread",
      owner: "execution" as const,
      frames: [{ function: "fit", file: "train.py", line: 214, library: false }],
      moreFrames: 2,
      note: null,
    },
  ],
  moreThreads: 0,
  noStacks: null,
  processes: [
    {
      pid: 7,
      parent: 1,
      command: "python3 -m curfew.host",
      state: "S",
      cpuSeconds: 12.34,
      ageSeconds: 60,
      memoryBytes: 1,
      threadCount: 2,
      threads: [{ name: "python3", state: "S", cpuSeconds: 1, waitsIn: "futex" }],
    },
  ],
  moreProcesses: 0,
  lastLines: [{ at: "2026-01-01T12:00:00.000Z", stream: "stdout" as const, text: "epoch 3" }],
};

test("the copied text holds all that is shown", () => {
  expect(autopsyText(taken)).toBe(`Before SIGKILL, 2026-01-01T12:00:00.000Z: train.py:214 in fit

main thread:
  train.py:214 in fit
  2 more

Processes:
  7 python3 -m curfew.host: waiting · 12.3 s CPU in 60 s · 2 threads
    python3 waits in futex

Last lines:
  epoch 3`);
});

test("without a line of its own, what is known is said instead", () => {
  expect(headline({ ...taken, blockedAt: null, threads: [], noStacks: "It was silent" })).toBe(
    "It was silent",
  );
  const neighbour = {
    name: "main thread",
    owner: "neighbour" as const,
    frames: [],
    moreFrames: 0,
    note: null,
  };
  expect(headline({ ...taken, blockedAt: null, threads: [neighbour] })).toMatch(
    /busy with another execution/,
  );
});
