import { describe, expect, test } from "vitest";
import { classEnding, commandEnding, type RunEnd } from "./outcome.ts";

const END: RunEnd = {
  report: null,
  exit: { code: 0, signal: null },
  sent: null,
  seen: false,
  outOfMemory: false,
};
const exit = (code: number) => ({ code, signal: null });
const killed = (signal: string) => ({ code: null, signal });

describe("a command", () => {
  test.each<[string, Partial<RunEnd>, string]>([
    ["exits 0", { exit: exit(0) }, "returned"],
    ["exits 1", { exit: exit(1) }, "raised"],
    ["is killed by somebody else", { exit: killed("SIGKILL") }, "crashed"],
    ["exits 0 after our SIGTERM", { exit: exit(0), sent: "SIGTERM" }, "stopped"],
    ["exits 143 after our SIGTERM", { exit: exit(143), sent: "SIGTERM" }, "stopped"],
    ["dies of our SIGTERM", { exit: killed("SIGTERM"), sent: "SIGTERM" }, "stopped"],
    ["dies of our SIGKILL", { exit: killed("SIGKILL"), sent: "SIGKILL" }, "stopped"],
  ])("that %s", (_, end, expected) => {
    expect(commandEnding({ ...END, ...end }, null).outcome.type).toBe(expected);
  });

  test("that fails says its exit code", () => {
    expect(commandEnding({ ...END, exit: exit(7) }, null).error).toEqual({
      type: "ExitCode",
      message: "The command exited with code 7",
    });
  });

  test("gives the output that it wrote, also when it was stopped", () => {
    const output = { type: "returned", output: { model: "m1" } } as const;
    expect(commandEnding(END, output).output).toEqual({ model: "m1" });
    expect(commandEnding({ ...END, sent: "SIGTERM" }, output)).toEqual({
      outcome: { type: "stopped" },
      output: { model: "m1" },
    });
  });

  test("whose output is no JSON has failed, though it exited 0", () => {
    const error = { type: "OutputNotSerializable", message: "no JSON" };
    expect(commandEnding(END, { type: "raised", error })).toEqual({ outcome: { type: "raised" }, error });
  });
});

describe("a service class", () => {
  test.each<[string, Partial<RunEnd>, string]>([
    ["returns", { report: { type: "returned", output: 1 } }, "returned"],
    [
      "returns although it was asked to stop",
      { report: { type: "returned", output: 1 }, sent: "SIGTERM" },
      "returned",
    ],
    ["raises", { report: { type: "raised", error: { type: "E", message: "m" } }, exit: exit(0) }, "raised"],
    ["stops at its checkpoint", { report: { type: "stopped", output: null }, seen: true }, "stopped"],
    ["exits 0 without a word", { exit: exit(0) }, "crashed"],
    ["exits 3 without a word", { exit: exit(3) }, "crashed"],
    ["is killed by somebody else", { exit: killed("SIGSEGV") }, "crashed"],
    ["exits once it met the stop", { exit: exit(1), seen: true }, "stopped"],
    ["dies of our SIGKILL", { exit: killed("SIGKILL"), sent: "SIGKILL" }, "stopped"],
  ])("that %s", (_, end, expected) => {
    expect(classEnding({ ...END, ...end }).outcome.type).toBe(expected);
  });

  test("that attached an output to its termination keeps it", () => {
    const report = { type: "stopped", output: { epoch: 3 } } as const;
    expect(classEnding({ ...END, report, seen: true }).output).toEqual({ epoch: 3 });
  });

  test("that was killed for want of memory says so", () => {
    const ending = classEnding({ ...END, exit: killed("SIGKILL"), outOfMemory: true });
    expect(ending.outcome).toEqual({ type: "crashed", outOfMemory: true });
    expect(ending.error?.message).toContain("memory");
  });
});
