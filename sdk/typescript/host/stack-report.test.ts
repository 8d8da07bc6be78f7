import { expect, test } from "vitest";
import { parseStack, stacksMessage } from "./stack-report.ts";

const QUESTION = `Error
    at curfewStackReport (file:///opt/curfew/dist/node-host.mjs:10:5)
    at <anonymous>:1:40
`;

test("calls are told from the innermost on, without the question, the host and Node's way in", () => {
  const stack = `${QUESTION}    at RegExp.test (<anonymous>)
    at Service.parse (/srv/parse.ts:12:30)
    at async Service.run (file:///srv/a b.ts:4:1)
    at Attempt.run (/opt/curfew/sdk/typescript/host/attempt.ts:41:20)
    at process.processTimers (node:internal/timers:519:7)`;
  expect(parseStack(stack)).toEqual([
    { function: "RegExp.test", file: "native code", line: null },
    { function: "Service.parse", file: "/srv/parse.ts", line: 12 },
    { function: "async Service.run", file: "/srv/a b.ts", line: 4 },
  ]);
});

test("code that waits is told to be idle, without what is in each worker", () => {
  const report = {
    stack: QUESTION,
    execution: null,
    waitsFor: ["PipeWrap", "Timeout", "TCPSocketWrap", "Timeout"],
    heapBytes: 5 * 1_048_576,
    heapLimitBytes: 64 * 1_048_576,
  };
  expect(stacksMessage(report)).toMatchObject({
    threads: [
      {
        frames: [],
        note: "It ran no code: its event loop waited for 2 × Timeout, TCPSocketWrap; JavaScript heap 5 of 64 MiB",
      },
    ],
  });
});
