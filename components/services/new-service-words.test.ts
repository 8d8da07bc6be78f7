import { expect, test } from "vitest";
import { newServiceWords } from "./new-service-words.ts";

const runner = { state: "active", lost: false, drainingAt: null } as const;
const fixed = (replicas: number) => ({ replicas, maxReplicas: null });

test("a new service is said to start only what somebody starts", () => {
  expect(newServiceWords(fixed(2), [runner])).toBe("Runners start its replicas now.");
  expect(newServiceWords(fixed(0), [runner])).toMatch("no replicas");
  expect(newServiceWords({ replicas: 0, maxReplicas: 3 }, [runner])).toMatch("first execution");
  for (const runners of [[], [{ ...runner, lost: true }], [{ ...runner, drainingAt: new Date(0) }]])
    expect(newServiceWords(fixed(2), runners)).toMatch("No runner takes work");
});
