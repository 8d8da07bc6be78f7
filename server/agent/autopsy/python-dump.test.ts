import { expect, test } from "vitest";
import { parsePythonDump } from "./python-dump.ts";

const DUMP = `Thread 0x00007f0000000002 [holder] (most recent call first):
  Garbage-collecting
  File "/srv/train.py", line 27 in hold

Current thread 0x00007f0000000001 (most recent call first):
  <no Python frame>
  File "/srv/a file, line 3 in x.py", line ??? in <lambda>
  ...
`;

test("threads come from the oldest on, with the execution that each works for", () => {
  const executions = new Map([[0x7f0000000002, "e1#1"]]);
  const threads = parsePythonDump(DUMP, (ident) => executions.get(ident) ?? null);
  expect(threads).toEqual([
    {
      name: "main thread",
      main: true,
      execution: null,
      frames: [{ function: "<lambda>", file: "/srv/a file, line 3 in x.py", line: null }],
      note: "<no Python frame>, ...",
    },
    {
      name: "holder",
      main: false,
      execution: "e1#1",
      frames: [{ function: "hold", file: "/srv/train.py", line: 27 }],
      note: "Garbage-collecting",
    },
  ]);
});

test("half a dump is what there is of it", () => {
  expect(parsePythonDump(DUMP.slice(0, 90), () => null)).toMatchObject([{ frames: [] }]);
  expect(parsePythonDump("", () => null)).toEqual([]);
});
