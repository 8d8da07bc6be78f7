import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Autopsy, blockedAt, fitAutopsy, type StackThread, whyNoAutopsy } from "./autopsy.ts";

function frame(file: string, line: number, library = false) {
  return { function: file.replace(/\..*/, ""), file, line, library };
}

function thread(overrides: Partial<StackThread> = {}): StackThread {
  return { name: "main thread", owner: "execution", frames: [], moreFrames: 0, note: null, ...overrides };
}

function autopsy(overrides: Partial<Autopsy> = {}): Autopsy {
  return {
    signal: "SIGKILL",
    at: "2026-01-01T12:00:00.000Z",
    tookMs: 3,
    threads: [],
    moreThreads: 0,
    noStacks: null,
    processes: [],
    moreProcesses: 0,
    lastLines: [],
    ...overrides,
  };
}

describe("where code was", () => {
  test("is its own innermost line", () => {
    const frames = [frame("train.py", 214), frame("train.py", 90)];
    expect(blockedAt(autopsy({ threads: [thread({ frames })] }))).toBe("train.py:214 in train");
  });

  test("names what that had called, when it is not the service's own", () => {
    const frames = [
      frame("/lib/socket.py", 706, true),
      frame("fetch.py", 12),
      frame("/lib/pool.py", 3, true),
    ];
    expect(blockedAt(autopsy({ threads: [thread({ frames })] }))).toBe(
      "fetch.py:12 in fetch, which called /lib/socket (/lib/socket.py:706)",
    );
  });

  test("is never told of a thread of somebody else", () => {
    const frames = [frame("train.py", 1)];
    const others = (["neighbour", "curfew", "unknown"] as const).map((owner) => thread({ owner, frames }));
    expect(blockedAt(autopsy({ threads: others }))).toBeNull();
  });
});

describe("an autopsy that is too large", () => {
  const text = fc.string({ maxLength: 300 });
  const anyFrame = fc.record({
    function: text,
    file: text,
    line: fc.option(fc.nat()),
    library: fc.boolean(),
  });
  const anyThread = fc.record({
    name: text,
    owner: fc.constantFrom("execution", "neighbour", "curfew", "unknown"),
    frames: fc.array(anyFrame, { maxLength: 100 }),
    moreFrames: fc.constant(0),
    note: fc.option(text),
  }) as fc.Arbitrary<StackThread>;
  const anyAutopsy = fc.record({
    threads: fc.array(anyThread, { maxLength: 40 }),
    lastLines: fc.array(
      fc.record({
        at: fc.constant("2026-01-01T12:00:00.000Z"),
        stream: fc.constant("stdout" as const),
        text,
      }),
      { maxLength: 15 },
    ),
  });

  test("fits afterwards, keeps its first thread's innermost call, and counts what it left out", () => {
    fc.assert(
      fc.property(anyAutopsy, (parts) => {
        const whole = autopsy(parts);
        const fitted = fitAutopsy(whole, 4_000);
        expect(JSON.stringify(fitted).length).toBeLessThanOrEqual(4_000);
        expect(fitted.threads.length + fitted.moreThreads).toBe(whole.threads.length);
        for (const [place, kept] of fitted.threads.entries()) {
          expect(kept.frames.length + kept.moreFrames).toBe(whole.threads[place]?.frames.length);
          expect(kept.frames).toEqual(whole.threads[place]?.frames.slice(0, kept.frames.length));
        }
        if (whole.threads[0]?.frames[0])
          expect(fitted.threads[0]?.frames[0]).toEqual(whole.threads[0].frames[0]);
      }),
      { numRuns: 60 },
    );
  });

  test("stays as it is when it fits", () => {
    const whole = autopsy({ threads: [thread({ frames: [frame("a.py", 1)] })] });
    expect(fitAutopsy(whole)).toEqual(whole);
  });
});

describe("why there is no autopsy", () => {
  test.each([
    [{ reason: "lost" }, /agent did not answer/],
    [{ reason: "max-attempts", cause: "lost" }, /agent did not answer/],
    [{ reason: "reset" }, /agent was gone/],
    [{ outcome: "crashed", reason: "out-of-memory", exitSignal: "SIGKILL" }, /kernel killed it/],
    [
      { outcome: "crashed", reason: "reset", exitSignal: "SIGSEGV" },
      /SIGSEGV ended it, which Curfew had not sent/,
    ],
  ])("%j", (facts, words) => {
    expect(whyNoAutopsy(facts)).toMatch(words);
  });

  test("needs no explanation where code ended by itself or met its stop", () => {
    for (const outcome of ["returned", "raised", "stopped", "refused"])
      expect(whyNoAutopsy({ outcome })).toBeNull();
  });
});
