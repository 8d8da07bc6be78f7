import { describe, expect, test } from "vitest";
import { CurfewApiError, CurfewUnreachable, WaitTimeout } from "./api-error.ts";
import { follow } from "./follow.ts";

const away = () => {
  throw new CurfewUnreachable("Curfew does not answer");
};

describe("a wait", () => {
  test("survives a server that is away for a while, and says so once", async () => {
    const answers = [away, away, () => "running", away, () => "done"];
    const told: string[] = [];
    const result = await follow(
      { ask: async () => answers.shift()?.() },
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
    await expect(follow({ ask }, () => undefined, { timeout: 0 })).rejects.toBeInstanceOf(WaitTimeout);
    expect(held).toEqual([0]);
  });

  test("says that nobody answers, not that it goes on, when both time and server are gone", async () => {
    await expect(follow({ ask: async () => away() }, () => undefined, { timeout: 0 })).rejects.toBeInstanceOf(
      CurfewUnreachable,
    );
    await expect(
      follow({ ask: async () => away() }, () => undefined, { patience: 0 }),
    ).rejects.toBeInstanceOf(CurfewUnreachable);
  });

  test("does not ask again after a refusal", async () => {
    let asked = 0;
    const refuse = async () => {
      asked += 1;
      throw new CurfewApiError("There is no such execution.", 404);
    };
    await expect(follow({ ask: refuse }, () => undefined)).rejects.toMatchObject({ status: 404 });
    expect(asked).toBe(1);
  });

  test("ends by its signal, also while the server is away", async () => {
    const stop = new AbortController();
    const settings = { signal: stop.signal, onAway: () => stop.abort(new Error("enough")) };
    await expect(follow({ ask: async () => away() }, () => undefined, settings)).rejects.toThrow();
  });
});
