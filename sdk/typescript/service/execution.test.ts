import { expect, test, vi } from "vitest";
import { BaseServiceRunner } from "./base-service-runner.ts";
import { Execution, requestStop, withdrawStop } from "./execution.ts";
import { bindExecution } from "./execution-binding.ts";
import { ExecutionTerminated } from "./execution-terminated.ts";

const CONTEXT = {
  executionId: "e1",
  attempt: 1,
  maxAttempts: 3,
  deadline: null,
  savedState: null,
  service: "s",
  revision: 1,
};

function buildExecution() {
  const report = vi.fn();
  const reportProgress = vi.fn();
  const flags = new Int32Array(new SharedArrayBuffer(4));
  const save = vi.fn();
  const execution = new Execution(CONTEXT, { flags, report, reportProgress, save, extend: null });
  const seen = () => report.mock.calls.map(([message]) => message).filter(({ type }) => type === "seen");
  return { execution, flags, report, reportProgress, save, seen };
}

test("a checkpoint passes until a stop was asked for, then throws each time, and seen is said once", () => {
  const { execution, flags, seen } = buildExecution();
  execution.checkpoint();
  requestStop(flags, "timeout");
  expect(() => execution.checkpoint()).toThrow(ExecutionTerminated);
  expect(() => execution.checkpoint()).toThrow("Execution received termination signal");
  expect(seen()).toEqual([{ type: "seen", by: "checkpoint" }]);
});

test("the first reason of a stop wins", () => {
  const { execution, flags } = buildExecution();
  expect(requestStop(flags, "timeout")).toBe(true);
  expect(requestStop(flags, "terminated")).toBe(false);
  expect(execution.stopReason).toBe("timeout");
});

test("a signal that nobody looks at is not seen; reading it is", () => {
  const { execution, flags, seen } = buildExecution();
  const { signal } = execution;
  requestStop(flags, "terminated");
  execution.fireSignal();
  expect(seen()).toEqual([]);
  expect(signal.aborted).toBe(true);
  expect(seen()).toEqual([{ type: "seen", by: "signal" }]);
  expect(signal.reason).toBeInstanceOf(ExecutionTerminated);
});

test("a signal that is asked for after the stop is aborted already", () => {
  const { execution, flags } = buildExecution();
  requestStop(flags, "lost");
  expect(() => execution.signal.throwIfAborted()).toThrow(ExecutionTerminated);
});

test("a stop that nobody met is withdrawn: checkpoints pass, the signal is quiet, and a later stop has its own reason", () => {
  const { execution, flags, seen } = buildExecution();
  const { signal } = execution;
  requestStop(flags, "terminated");
  execution.fireSignal();
  expect(withdrawStop(flags)).toBe(true);
  execution.checkpoint();
  expect(signal.aborted).toBe(false);
  requestStop(flags, "timeout");
  const heard = vi.fn();
  signal.addEventListener("abort", heard);
  execution.fireSignal();
  expect(heard).toHaveBeenCalledOnce();
  expect(signal.reason).toMatchObject({ reason: "timeout" });
  expect(seen()).toHaveLength(1);
});

test("a stop that was met is not withdrawn", () => {
  const { execution, flags } = buildExecution();
  requestStop(flags, "terminated");
  expect(() => execution.checkpoint()).toThrow(ExecutionTerminated);
  expect(withdrawStop(flags)).toBe(false);
  expect(() => execution.checkpoint()).toThrow(ExecutionTerminated);
});

test("progress keeps what is not said again, and drops what is no number", () => {
  const { execution, reportProgress } = buildExecution();
  execution.progress.update({ percent: 130, metrics: { loss: 2, epoch: 1 } });
  execution.progress.update({ message: "half", metrics: { loss: Number.NaN } });
  expect(reportProgress).toHaveBeenLastCalledWith({ percent: 100, message: "half", metrics: { epoch: 1 } });
  expect(() => execution.progress.update({ percent: Number.NaN })).toThrow("0 to 100");
});

test("a service belongs to the execution that it was made for; outside Curfew nobody stops it", () => {
  const { execution, flags } = buildExecution();
  const service = bindExecution(execution, () => new BaseServiceRunner());
  const free = new BaseServiceRunner();
  requestStop(flags, "terminated");
  expect(() => service.killEvent()).toThrow(ExecutionTerminated);
  expect(service.context.executionId).toBe("e1");
  expect(() => free.checkpoint()).not.toThrow();
  expect(free.context.executionId).toContain("local-");
});

test("a stop that asks to save first is met after the code's own save: by its checkpoint and by its signal", async () => {
  const { execution, flags, seen } = buildExecution();
  const { signal } = execution;
  const heard = vi.fn();
  signal.addEventListener("abort", heard);
  requestStop(flags, "terminated", true);
  execution.fireSignal();
  execution.checkpoint();
  expect([signal.aborted, seen().length]).toEqual([false, 0]);
  execution.save({ step: 1 });
  await Promise.resolve();
  expect(heard).toHaveBeenCalledOnce();
  expect(() => execution.checkpoint()).toThrow(ExecutionTerminated);
});

test("a stop that asks to save first calls the service's hook once, at a checkpoint, which then throws", () => {
  const { execution, flags, save, seen } = buildExecution();
  const hook = vi.fn(() => {
    execution.checkpoint();
    return { step: 2 };
  });
  execution.onStop(() => null, hook);
  requestStop(flags, "terminated", true);
  expect(() => execution.checkpoint()).toThrow(ExecutionTerminated);
  expect(() => execution.checkpoint()).toThrow(ExecutionTerminated);
  expect(hook).toHaveBeenCalledOnce();
  expect(save).toHaveBeenCalledExactlyOnceWith({ step: 2 });
  expect(seen()).toEqual([{ type: "seen", by: "checkpoint" }]);
});

test("code that waits by the signal has its hook called when it is asked to save first", () => {
  const { execution, flags, save } = buildExecution();
  const heard = vi.fn();
  execution.signal.addEventListener("abort", heard);
  execution.onStop(
    () => null,
    () => ({ step: 3 }),
  );
  requestStop(flags, "terminated", true);
  execution.fireSignal();
  expect(save).toHaveBeenCalledExactlyOnceWith({ step: 3 });
  expect(heard).toHaveBeenCalledOnce();
});

test("a stop that waits for a save can be withdrawn, and SIGTERM ends the wait", () => {
  const { execution, flags } = buildExecution();
  requestStop(flags, "terminated", true);
  execution.checkpoint();
  expect(withdrawStop(flags)).toBe(true);
  execution.checkpoint();
  requestStop(flags, "terminated", true);
  execution.onSigterm(false, 0);
  expect(() => execution.checkpoint()).toThrow(ExecutionTerminated);
});
