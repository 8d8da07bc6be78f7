import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildExecution } from "#db/testing-builders.ts";
import { TestGateway } from "./testing-gateway.ts";

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await TestGateway.open();
});
afterAll(() => gateway.close());

const ask = (id: string, more: object = {}) =>
  gateway.ask("POST", "/services/logs", { executionId: [id], follow: false, system: false, ...more });
const messages = (answer: { body: { logs: { message: string }[] } }) =>
  answer.body.logs.map(({ message }) => message);

test("a log is given whole, with Dataloop's first and last line, and then the end alone", async () => {
  const { id } = await gateway.finished();
  const whole = await ask(id);
  expect(messages(whole)).toEqual([
    "[Start] Executing function.",
    "step 1",
    "step 2",
    "[Done] Executing function.",
  ]);
  expect(whole.body.stop).toBe(false);
  expect((await ask(id, { checkpoint: whole.body.checkpoint })).body).toMatchObject({ logs: [], stop: true });
});

test("it comes in pieces of the size that was asked for, none twice", async () => {
  const { id } = await gateway.finished();
  const seen: string[] = [];
  let checkpoint: string | undefined;
  for (;;) {
    const { body } = await ask(id, { size: 1, checkpoint });
    seen.push(...body.logs.map(({ message }: { message: string }) => message));
    if (body.stop) break;
    checkpoint = body.checkpoint;
  }
  expect(seen).toHaveLength(4);
  expect(new Set(seen).size).toBe(4);
});

describe("following", () => {
  test("is answered as soon as there is a line", async () => {
    const { id } = await buildExecution(gateway.database, { status: "in-progress" });
    const { checkpoint } = (await ask(id, { follow: true })).body;
    const held = gateway.untilHeld();
    const answer = ask(id, { follow: true, checkpoint });
    await held;
    await gateway.print(id, ["a line"]);
    gateway.tell([`logs:${id}`]);
    expect(messages(await answer)).toEqual(["a line"]);
  });

  test("without a line is answered before the client gives up, and goes on", async () => {
    const { id } = await buildExecution(gateway.database, { status: "in-progress" });
    const { checkpoint } = (await ask(id, { follow: true })).body;
    const held = gateway.untilHeld();
    const answer = ask(id, { follow: true, checkpoint });
    await held;
    gateway.clock.advance(25_000);
    expect((await answer).body).toEqual({ logs: [], checkpoint, stop: false });
  });
});

test.each([
  [{ executionId: [] }, "serviceId: must be"],
  [{ executionId: ["a", "b"] }, "of one execution"],
  [{ executionId: [], serviceId: "any", start: "soon" }, "There is no service any"],
  [{ checkpoint: "1" }, "checkpoint"],
  [{ size: 0 }, "size must be"],
  [{ follow: "yes" }, "follow must be"],
])("%o is refused by name", async (more, message) => {
  const { id } = await gateway.finished();
  const { status, body } = await ask(id, more);
  expect([400, 404]).toContain(status);
  expect(body.message).toContain(message);
});

describe("the log of a service", () => {
  const askService = (serviceId: string, more: object = {}) =>
    gateway.ask("POST", "/services/logs", {
      serviceId,
      start: "2026-01-01T00:00:00",
      follow: false,
      ...more,
    });

  test("is what all its executions printed, by time, and then the end alone", async () => {
    const first = await gateway.finished();
    const second = await gateway.finished({ serviceId: first.serviceId });
    const { body } = await askService(first.serviceId);
    expect(body.logs).toHaveLength(4);
    expect(new Set(body.logs.map(({ executionId }: { executionId: string }) => executionId))).toEqual(
      new Set([first.id, second.id]),
    );
    const { checkpoint } = body;
    expect((await askService(first.serviceId, { checkpoint })).body).toEqual({
      logs: [],
      checkpoint,
      stop: true,
    });
  });

  test("leaves out what was printed before its start, after its end, or by another function", async () => {
    const { serviceId } = await gateway.finished();
    for (const more of [
      { start: "2026-01-01T12:00:01Z" },
      { end: "2026-01-01T11:59:59Z" },
      { functionName: "another" },
      { text: "nothing like it" },
    ]) {
      expect((await askService(serviceId, more)).body.logs).toEqual([]);
    }
  });

  test("followed, it is looked at every second and gives what is in order", async () => {
    const { serviceId } = await gateway.finished();
    const { checkpoint } = (await askService(serviceId)).body;
    const { id } = await buildExecution(gateway.database, { serviceId, status: "in-progress" });
    const answer = askService(serviceId, { follow: true, checkpoint });
    await gateway.print(id, ["later"], 0, 1);
    await gateway.until(answer, () => gateway.clock.advance(1_000));
    expect(messages(await answer)).toEqual(["later"]);
  });

  test.each(["1", "1.x.1.1", `1.${"0".repeat(36)}.1.1`])("%s is no checkpoint of it", async (checkpoint) => {
    const { serviceId } = await gateway.finished();
    expect((await askService(serviceId, { checkpoint })).body.message).toContain("checkpoint");
  });
});
