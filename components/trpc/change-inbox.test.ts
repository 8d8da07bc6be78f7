import { expect, test } from "vitest";
import { ChangeInbox } from "./change-inbox.ts";

/** Rounds of reading, each ended by hand. */
function setUp() {
  const rounds: { topics: string[]; end: (error?: Error) => Promise<void> }[] = [];
  const inbox = new ChangeInbox((topics) => {
    let resolve = () => {};
    let reject: (error: Error) => void = () => {};
    const promise = new Promise<void>((onDone, onFailed) => {
      resolve = onDone;
      reject = onFailed;
    });
    const end = async (error?: Error) => {
      if (error) reject(error);
      else resolve();
      await new Promise(setImmediate);
    };
    rounds.push({ topics: [...topics], end });
    return promise;
  });
  const read = () => rounds.map((round) => round.topics);
  return { inbox, rounds, read };
}

test("a change is read at once", () => {
  const { inbox, read } = setUp();
  inbox.add(["executions"]);
  expect(read()).toEqual([["executions"]]);
});

test("changes during a round wait for its end and are then read together", async () => {
  const { inbox, rounds, read } = setUp();
  inbox.add(["executions"]);
  inbox.add(["executions", "execution:1"]);
  inbox.add(["execution:2"]);
  expect(read()).toHaveLength(1);
  await rounds[0]?.end();
  expect(read()[1]).toEqual(["executions", "execution:1", "execution:2"]);
});

test("a round that fails does not stop the next", async () => {
  const { inbox, rounds, read } = setUp();
  inbox.add(["executions"]);
  inbox.add(["services"]);
  await rounds[0]?.end(new Error("offline"));
  expect(read()[1]).toEqual(["services"]);
});

test("while anything holds it nothing is read, and nothing is lost", async () => {
  const { inbox, read } = setUp();
  const [first, second] = [inbox.hold(), inbox.hold()];
  inbox.add(["executions"]);
  first();
  first();
  expect(read()).toEqual([]);
  second();
  expect(read()).toEqual([["executions"]]);
});
