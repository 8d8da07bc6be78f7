import { expect, test } from "vitest";
import { numberFormat } from "#components/locale/format-number.ts";
import { oldReplicasWords } from "./old-replicas-words.ts";

const english = numberFormat("en");

test.each([
  [
    { replicas: 1, running: 1, cut: { failed: 0, rerun: 1 } },
    "1 replica of an older revision drains: it finishes 1 execution first.",
    "1 execution is told to stop now, with SIGTERM and SIGKILL behind it as its own policy says: 1 goes back to the queue.",
  ],
  [
    { replicas: 2, running: 5, cut: { failed: 3, rerun: 2 } },
    "2 replicas of older revisions drain: they finish 5 executions first.",
    "5 executions are told to stop now, with SIGTERM and SIGKILL behind it as their own policy says: 3 end as failed, 2 go back to the queue.",
  ],
  [
    { replicas: 1, running: 0, cut: { failed: 0, rerun: 0 } },
    "1 replica of an older revision drains: nothing runs on it that is not stopping already.",
    "Nothing is cut.",
  ],
])("%j is told truthfully, and so is what a cut does", (older, now, cut) => {
  expect(oldReplicasWords(older, english)).toEqual({ now, cut });
});
