import { expect, test } from "vitest";
import { ManualClock } from "#server/manual-clock.ts";
import { eventStream, type StreamEvent } from "./event-stream.ts";

function setUp(events: AsyncIterator<StreamEvent, unknown>) {
  const clock = new ManualClock();
  const heard = { gone: 0, cuts: [] as unknown[] };
  const response = eventStream(events, {
    clock,
    headers: new Headers(),
    onGone: () => {
      heard.gone += 1;
    },
    onCut: (error) => heard.cuts.push(error),
  });
  return { clock, heard, response };
}

async function* endless(): AsyncGenerator<StreamEvent, void> {
  yield { id: "1", name: "answer", data: "a\nb" };
  await new Promise(() => {});
}

test("an event is one line of data, and silence is filled with comments until the reader goes", async () => {
  const { clock, heard, response } = setUp(endless());
  const { body } = await response;
  const reader = (body as ReadableStream<Uint8Array>).getReader();
  const read = async () => new TextDecoder().decode((await reader.read()).value);
  expect(await read()).toBe('retry: 1000\n\nid: 1\nevent: answer\ndata: "a\\nb"\n\n');
  clock.advance(10_000);
  expect(await read()).toBe(":\n\n");
  await reader.cancel();
  clock.advance(60_000);
  expect(heard).toEqual({ gone: 1, cuts: [] });
});

test("what is thrown before the first event is thrown, and later ends the stream and is told", async () => {
  async function* refused(): AsyncGenerator<StreamEvent, void> {
    yield* [];
    throw new Error("there is no such execution");
  }
  await expect(setUp(refused()).response).rejects.toThrow("no such execution");
  async function* broken(): AsyncGenerator<StreamEvent, void> {
    yield { id: "1", name: "answer", data: 1 };
    throw new Error("the database is away");
  }
  const { heard, response } = setUp(broken());
  expect(await (await response).text()).toMatch(/data: 1\n\n$/);
  expect(heard.cuts).toEqual([new Error("the database is away")]);
});

test("events that have all been read are answered by 204", async () => {
  async function* none(): AsyncGenerator<StreamEvent, void> {}
  expect((await setUp(none()).response).status).toBe(204);
});
