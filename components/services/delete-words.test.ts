import { expect, test } from "vitest";
import { numberFormat } from "#components/locale/format-number.ts";
import { deleteWords } from "./delete-words.ts";

const english = numberFormat("en");

const counts = { created: 0, "in-progress": 0, stopping: 0, success: 9, failed: 0, terminated: 0 };
const replicas = { starting: 0, ready: 0, draining: 0, older: 0 };
const PAST =
  "Nothing of it can be started or run again. Its executions and their logs stay where they are, and the name etl is free for another service.";

test("a service that does nothing loses its name and its replicas, and keeps its past", () => {
  expect(deleteWords({ name: "etl", counts, replicas }, english)).toEqual({ live: 0, sentences: [PAST] });
  expect(
    deleteWords({ name: "etl", counts, replicas: { ...replicas, ready: 2 } }, english).sentences,
  ).toEqual(["Its 2 replicas end at once, since nothing runs on them.", PAST]);
});

test("what waits and what runs is counted, and told how it ends", () => {
  const busy = { ...counts, created: 1200, "in-progress": 1 };
  expect(deleteWords({ name: "etl", counts: busy, replicas: { ...replicas, ready: 1 } }, english)).toEqual({
    live: 1201,
    sentences: [
      "1,200 are waiting: they end at once.",
      "1 is running: it is asked to stop, for good.",
      "Its replica ends once nothing runs on it.",
      PAST,
    ],
  });
});
