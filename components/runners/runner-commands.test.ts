import { expect, test } from "vitest";
import { runnerCommands } from "./runner-commands.ts";

const active = { state: "active", drainingAt: null, host: "gpu-01", pid: 7 } as const;

test("the palette names each runner with what can be done to it now, and one that has ended only with the drain that it left", () => {
  const draining = { ...active, host: "cpu-02", drainingAt: new Date(0) };
  const stopped = { ...active, state: "stopped", host: "old-03" } as const;
  const drained = { ...stopped, host: "old-04", drainingAt: new Date(0) };
  expect(runnerCommands([active, draining, stopped, drained]).map(({ label }) => label)).toEqual([
    "Drain gpu-01…",
    "Let cpu-02 take work again",
    "Let old-04 take work again",
  ]);
});

test("two runners on one host are told apart", () => {
  const labels = runnerCommands([active, { ...active, pid: 9 }]).map(({ label }) => label);
  expect(labels).toEqual(["Drain gpu-01, pid 7…", "Drain gpu-01, pid 9…"]);
});
