import { describe, expect, test } from "vitest";
import { CurfewApiError, CurfewUnreachable, WaitTimeout } from "./api-error.ts";
import { follow } from "./follow.ts";
import { asCompleted } from "./following.ts";
import type { ExecutionRow } from "./types.ts";

const away = () => {
  throw new CurfewUnreachable("Curfew does not answer");
};

describe("a wait", () => {
  test("survives a server that is away for a while, and says so once", async () => {
    const answers = [away, away, () => "running", away, () => "done"];
    const told: string[] = [];
    const result = await follow(
      async () => answers.shift()?.(),
      (answer) => (answer === "done" ? answer : undefined),
      { onAway: (error) => told.push(error.message) },
    );
    expect(result).toBe("done");
    expect(told).toHaveLength(2);
  });

  test("ends when its time is up, by what Curfew says", async () => {
    const held: number[] = [];
    const ask = async (seconds: number) => {
      held.push(seconds);
      return "running";
    };
    await expect(follow(ask, () => undefined, { timeout: 0 })).rejects.toBeInstanceOf(WaitTimeout);
    expect(held).toEqual([0]);
  });

  test("says that nobody answers, not that it goes on, when both time and server are gone", async () => {
    await expect(
      follow(
        async () => away(),
        () => undefined,
        { timeout: 0 },
      ),
    ).rejects.toBeInstanceOf(CurfewUnreachable);
    await expect(
      follow(
        async () => away(),
        () => undefined,
        { patience: 0 },
      ),
    ).rejects.toBeInstanceOf(CurfewUnreachable);
  });

  test("does not ask again after a refusal", async () => {
    let asked = 0;
    const refuse = async () => {
      asked += 1;
      throw new CurfewApiError("There is no such execution.", 404);
    };
    await expect(follow(refuse, () => undefined)).rejects.toMatchObject({ status: 404 });
    expect(asked).toBe(1);
  });

  test("ends by its signal, also while the server is away", async () => {
    const stop = new AbortController();
    const settings = { signal: stop.signal, onAway: () => stop.abort(new Error("enough")) };
    await expect(
      follow(
        async () => away(),
        () => undefined,
        settings,
      ),
    ).rejects.toThrow();
  });
});

test("of more than one request may name, each is given once, and each part has its turn within a second", async () => {
  const ids = Array.from({ length: 25_000 }, (_, number) => String(number));
  const ended = new Set<string>();
  const ask = async (some: string[], held: number) => {
    expect(some.length).toBeLessThanOrEqual(10_000);
    expect(held).toBeLessThanOrEqual(ended.size < 5_000 ? 1 / 3 : ended.size < 15_000 ? 1 / 2 : 30);
    const now = some.filter((id) => !ended.has(id)).slice(0, 4_000);
    for (const id of now) ended.add(id);
    return now.map((id) => ({ id }) as ExecutionRow);
  };
  const given: string[] = [];
  for await (const { id } of asCompleted(ask, ids, {})) given.push(id);
  expect(given.toSorted()).toEqual(ids.toSorted());
});
