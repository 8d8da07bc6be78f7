import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { CurfewClient } from "./client.ts";

type Handler = (response: ServerResponse, request: IncomingMessage) => void;

let server: Server;
let curfew: CurfewClient;
/** What was asked for, as `GET /executions/e1/wait`. */
let asked: string[];
/** By call; each is for one request, the last for all that follow. */
let handlers: Record<string, Handler[]>;

beforeEach(async () => {
  asked = [];
  handlers = {};
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "", "http://localhost");
    const call = `${request.method} ${pathname.replace("/api/v1", "")}`;
    asked.push(call);
    const queue = handlers[call] ?? [refuse(404)];
    const handler = queue.length > 1 ? queue.shift() : queue[0];
    handler?.(response, request);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  curfew = new CurfewClient({
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token: "t",
  });
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
});

function refuse(status: number): Handler {
  return (response) => {
    response.statusCode = status;
    response.end(JSON.stringify({ detail: "refused" }));
  };
}

function answer(data: object): Handler {
  return (response) => response.end(JSON.stringify(data));
}

function event(name: string, data: object): string {
  return `id: 1\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** Left open after the last one unless that is an `end`, or `then` closes it. */
function stream(events: [name: string, data: object][], then: "close" | "cut" | "open" = "open"): Handler {
  return (response) => {
    response.setHeader("content-type", "text/event-stream");
    response.write(`retry: 1000\n\n${events.map(([name, data]) => event(name, data)).join("")}`, () => {
      if (then === "cut") response.destroy();
      if (then === "close") response.end();
    });
  };
}

const running = { id: "e1", status: "in-progress", attempt: 1 };
const ended = { id: "e1", status: "success", attempt: 1 };

test("a wait reads one stream to the end, and asks for nothing else", async () => {
  handlers["GET /executions/e1/follow"] = [
    stream(
      [
        ["answer", running],
        ["end", ended],
      ],
      "close",
    ),
  ];
  const told: string[] = [];
  const execution = await curfew.executions.wait("e1", { onAnswer: ({ status }) => told.push(status) });
  expect(execution.status).toBe("success");
  expect(told).toEqual(["in-progress", "success"]);
  expect(asked).toEqual(["GET /executions/e1/follow"]);
});

test.each(["cut", "close"] as const)(
  "a stream that ends by %s before the end is asked for again, and told once",
  async (how) => {
    handlers["GET /executions/e1/follow"] = [
      stream([["answer", running]], how),
      stream([["answer", running]], how),
      stream([["end", ended]], "close"),
    ];
    const told: string[] = [];
    const followed: string[] = [];
    for await (const { status } of curfew.executions.follow("e1", {
      onAway: ({ message }) => told.push(message),
    }))
      followed.push(status);
    expect(followed).toEqual(["in-progress", "success"]);
    expect(told).toHaveLength(2);
  },
);

test("an older Curfew without streams is waited for by held questions", async () => {
  handlers["GET /executions/e1/wait"] = [answer(running), answer(ended)];
  expect((await curfew.executions.wait("e1")).status).toBe("success");
  expect(asked).toEqual(["GET /executions/e1/follow", ...Array(2).fill("GET /executions/e1/wait")]);
});

test("what stands between and keeps a stream back is noticed, and held questions are used from then on", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  onTestFinished(() => void vi.useRealTimers());
  handlers["GET /executions/e1/follow"] = [
    (response) => {
      response.setHeader("content-type", "text/event-stream");
      response.flushHeaders();
    },
  ];
  handlers["GET /executions/e1/wait"] = [answer(ended)];
  const waiting = curfew.executions.wait("e1");
  await vi.waitFor(
    async () => {
      await vi.advanceTimersByTimeAsync(1_000);
      expect(asked).toContain("GET /executions/e1/wait");
    },
    { timeout: 60_000 },
  );
  expect((await waiting).status).toBe("success");
  await curfew.executions.wait("e1");
  expect(asked.filter((call) => call.endsWith("/follow"))).toHaveLength(1);
});

test("when the time is up Curfew is asked once more, and its word counts", async () => {
  handlers["GET /executions/e1/follow"] = [stream([["answer", running]])];
  handlers["GET /executions/e1/wait"] = [answer(ended)];
  expect((await curfew.executions.wait("e1", { timeout: 0.05 })).status).toBe("success");
  expect(asked).toEqual(["GET /executions/e1/follow", "GET /executions/e1/wait"]);
});

test("a wait that is given up closes its stream", async () => {
  const stop = new AbortController();
  const closed = new Promise<void>((resolve) => {
    handlers["GET /executions/e1/follow"] = [
      (response, request) => {
        response.on("close", resolve);
        stream([["answer", running]])(response, request);
      },
    ];
  });
  const settings = { signal: stop.signal, onAnswer: () => stop.abort(new Error("enough")) };
  await expect(curfew.executions.wait("e1", settings)).rejects.toThrow("enough");
  await closed;
});

test("of more than one request may name, an end is told at once, also while those of other requests are silent", async () => {
  const ids = Array.from({ length: 25_000 }, (_, number) => String(number));
  const open: { ids: string[]; response: ServerResponse }[] = [];
  handlers["POST /executions/follow"] = [
    async (response, request) => {
      const body = (await json(request)) as { ids: string[] };
      expect(body.ids.length).toBeLessThanOrEqual(10_000);
      response.setHeader("content-type", "text/event-stream");
      response.write(event("answer", { rows: [] }));
      open.push({ ids: body.ids, response });
    },
  ];
  const completed = curfew.executions.asCompleted([...ids, "7"]);
  const first = completed.next();
  await vi.waitFor(() => expect(open).toHaveLength(3));
  const last = open.find((one) => one.ids.includes("24999"));
  last?.response.write(event("answer", { rows: [{ id: "24999" }] }));
  expect((await first).value?.id).toBe("24999");
  for (const { ids: part, response } of open)
    response.end(event("end", { rows: part.filter((id) => id !== "24999").map((id) => ({ id })) }));
  const given = ["24999"];
  for await (const { id } of completed) given.push(id);
  expect(given.toSorted()).toEqual(ids.toSorted());
});

test.each(["stream", "held question"])("lines are read over the attempts to the end by %s", async (how) => {
  const line = (number: number, text: string) => ({ number, at: "", stream: "stdout", text });
  const first = {
    attempt: 1,
    lines: [line(0, "one")],
    nextLine: 1,
    totalLines: 1,
    over: true,
    nextAttempt: 2,
  };
  const second = {
    attempt: 2,
    lines: [line(0, "two")],
    nextLine: 1,
    totalLines: 1,
    over: true,
    nextAttempt: null,
  };
  if (how === "stream") {
    handlers["GET /executions/e1/logs/follow"] = [
      stream([["answer", first]], "cut"),
      (response, request) => {
        expect(new URL(request.url ?? "", "http://x").searchParams.get("attempt")).toBe("2");
        stream([["end", second]], "close")(response, request);
      },
    ];
  }
  handlers["GET /executions/e1"] = [answer(running)];
  handlers["GET /executions/e1/logs"] = [answer(first), answer(second)];
  const lines: string[] = [];
  await curfew.executions.followLogs("e1", {
    onLine: ({ text }, attempt) => lines.push(`${attempt} ${text}`),
  });
  expect(lines).toEqual(["1 one", "2 two"]);
});

test("changes are gone on with behind the last one that was read", async () => {
  const stop = new AbortController();
  const ids: (string | undefined)[] = [];
  handlers["GET /changes"] = [
    stream(
      [
        ["changes", { topics: [] }],
        ["changes", { topics: ["services"] }],
      ],
      "cut",
    ),
    (response, request) => {
      ids.push(request.headers["last-event-id"] as string | undefined);
      stream([["changes", { topics: ["*"] }]])(response, request);
    },
  ];
  const told: string[][] = [];
  for await (const topics of curfew.changes({ signal: stop.signal })) {
    told.push(topics);
    if (told.length === 2) break;
  }
  expect([told, ids]).toEqual([[["services"], ["*"]], ["1"]]);
});
