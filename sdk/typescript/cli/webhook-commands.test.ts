import { expect, test } from "vitest";
import { answers, asked, curfew } from "./testing-api.ts";

const webhook = {
  id: "w1",
  name: "pager",
  url: "https://example.org/hook",
  events: ["execution.failed"],
  services: null,
  enabled: true,
  waiting: 3,
  failures: 2,
  lastTry: { at: "2026-11-01T10:00:00.000Z", status: 502, error: "It answered 502." },
};
const tried = { at: "2026-11-01T10:00:00.000Z", durationMs: 12, status: 200, error: null, answer: "ok" };
const delivery = {
  id: "d1",
  event: "execution.failed",
  state: "waiting",
  tries: [{ ...tried, status: 502, error: "It answered 502." }],
  nextTryAt: "2026-11-01T10:01:00.000Z",
  executionId: "e1",
  serviceName: "train",
};

test("a new webhook's secret alone goes to stdout", async () => {
  answers["POST /webhooks"] = [{ json: { id: "w1", secret: "whsec_x" } }];
  const { code, out, err } = await curfew(
    "webhooks",
    "create",
    "pager",
    webhook.url,
    "--event",
    "execution.failed",
    "--service",
    "train",
  );
  expect({ code, out }).toEqual({ code: 0, out: "whsec_x\n" });
  expect(err).toContain("can't be shown again");
  expect(asked[0]?.input).toEqual({
    name: "pager",
    url: webhook.url,
    events: ["execution.failed"],
    services: ["train"],
  });
  expect(await curfew("webhooks", "create", "pager", webhook.url)).toMatchObject({ code: 2 });
});

test("the list says how each does", async () => {
  answers["GET /webhooks"] = [
    { json: { rows: [webhook, { ...webhook, id: "w2", name: "quiet", enabled: false }] } },
  ];
  const { out } = await curfew("webhooks", "list");
  expect(out).toMatch(/pager +failing +3 +all +It answered 502\. +https/);
  expect(out).toMatch(/quiet +off/);
});

test("only what is given is changed, by name or id", async () => {
  answers["GET /webhooks"] = [{ json: { rows: [webhook] } }];
  answers["PATCH /webhooks/w1"] = [{ json: webhook }];
  expect(await curfew("webhooks", "update", "pager", "--off", "--all-services")).toMatchObject({ code: 0 });
  expect(asked.at(-1)?.input).toEqual({ enabled: false, services: null });
  expect(await curfew("webhooks", "update", "pager")).toMatchObject({ code: 2 });
  expect(await curfew("webhooks", "update", "pager", "--on", "--off")).toMatchObject({ code: 2 });
  expect(await curfew("webhooks", "update", "nobody", "--on")).toMatchObject({ code: 2 });
});

test("a test that was not taken says why, and its exit code is 1", async () => {
  answers["GET /webhooks"] = [{ json: { rows: [webhook] } }];
  answers["POST /webhooks/w1/test"] = [
    { json: { ...delivery, state: "delivered", tries: [tried] } },
    { json: { ...delivery, state: "given-up" } },
  ];
  expect(await curfew("webhooks", "test", "w1")).toEqual({
    code: 0,
    out: "Answered 200 in 12 ms.\nok\n",
    err: "",
  });
  const { code, out } = await curfew("webhooks", "test", "w1");
  expect({ code, out }).toEqual({ code: 1, out: "Not taken: It answered 502.\nok\n" });
});

test("the log says what was answered and when it is tried again, and one is sent once more", async () => {
  answers["GET /webhooks"] = [{ json: { rows: [webhook] } }];
  answers["GET /webhooks/w1/deliveries"] = [{ json: { rows: [delivery], nextCursor: null } }];
  answers["POST /webhooks/w1/deliveries/d1/redeliver"] = [{ json: { id: "d1" } }];
  const { out } = await curfew("webhooks", "deliveries", "pager", "--state", "waiting", "--limit", "5");
  expect(out).toMatch(/d1 +execution\.failed +waiting +1 +It answered 502\. +2026-11-01T10:01:00.000Z +e1/);
  expect(asked.at(-1)?.input).toEqual({ state: "waiting", limit: "5" });
  expect(await curfew("webhooks", "redeliver", "pager", "d1")).toMatchObject({
    out: "d1 waits for its delivery\n",
  });
});

test("the audit is asked for by who, what, to what and when", async () => {
  answers["GET /services/train"] = [{ json: { id: "s1", name: "train" } }];
  answers["GET /audit"] = [
    {
      json: {
        rows: [
          {
            at: "2026-11-01T10:00:00.000Z",
            actor: "ada",
            action: "service.pause",
            subjectName: "train",
            subjectId: "s1",
            data: { note: "why" },
          },
        ],
        nextCursor: null,
      },
    },
  ];
  const { out } = await curfew(
    "audit",
    "--service",
    "train",
    "--actor",
    "ada",
    "--from",
    "2026-11-01T00:00:00Z",
  );
  expect(out).toMatch(/ada +service\.pause +train +s1 +why/);
  expect(asked.at(-1)?.input).toEqual({
    actor: "ada",
    subjectType: "service",
    subjectId: "s1",
    from: "2026-11-01T00:00:00Z",
  });
});

test("reasons are listed, and replaced whole", async () => {
  answers["GET /reason-templates"] = [{ json: { texts: ["wrong data", "no longer needed"] } }];
  answers["PATCH /reason-templates"] = [{ json: { texts: ["wrong data"] } }];
  expect((await curfew("reasons", "list")).out).toBe("wrong data\nno longer needed\n");
  expect((await curfew("reasons", "set", "wrong data")).out).toBe("wrong data\n");
  expect(asked.at(-1)?.input).toEqual({ texts: ["wrong data"] });
});
