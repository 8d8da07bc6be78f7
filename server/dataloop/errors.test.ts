import { expect, test } from "vitest";
import { Conflict, InvalidInput, NotFound } from "#server/errors.ts";
import { answerError } from "./errors.ts";
import { Unsupported } from "./unsupported.ts";

async function answerOf(thrown: unknown) {
  const bugs: unknown[] = [];
  const answer = answerError(thrown, (cause) => bugs.push(cause));
  return { status: answer.status, body: await answer.json(), headers: answer.headers, bugs };
}

test.each([
  [new NotFound("There is no execution 1."), 404, "There is no execution 1."],
  [new Conflict("It runs."), 409, "It runs."],
  [new Unsupported("Curfew has no items."), 400, "Curfew has no items."],
  [new InvalidInput([{ field: "policy.onReset", message: "onReset must be so" }]), 400, "onReset must be so"],
  [new InvalidInput([{ field: "input.epochs", message: "is required" }]), 400, "input.epochs: is required"],
])("%s is told as it is", async (thrown, status, message) => {
  expect(await answerOf(thrown)).toMatchObject({ status, body: { statusCode: status, message }, bugs: [] });
});

test.each(["CONNECTION_CLOSED", "ECONNREFUSED", "57P01"])(
  "while the database is away (%s) the client is told to come again, which it does",
  async (code) => {
    const cause = Object.assign(new Error("away"), { code });
    const answer = await answerOf(new Error("query failed", { cause }));
    expect([answer.status, answer.headers.get("retry-after"), answer.bugs]).toEqual([503, "2", []]);
  },
);

test("a bug loses its words and keeps its cause", async () => {
  const bug = new TypeError("select * from secrets");
  const { status, body, bugs } = await answerOf(bug);
  expect(status).toBe(500);
  expect(JSON.stringify(body)).not.toContain("secrets");
  expect(bugs).toEqual([bug]);
});
