import { describe, expect, test } from "vitest";
import { PolicySchema } from "#server/domain/policy.ts";
import { DEFAULT_PLACEMENT, DEFAULT_POLICY } from "#server/domain/policy-values.ts";
import { draftOf, fieldOfFault, settingsAt } from "./settings-draft.ts";
import { SettingsDraftSchema, settingsOfDraft } from "./settings-rules.ts";

const SERVICE = { policy: DEFAULT_POLICY, placement: { ...DEFAULT_PLACEMENT, isolation: "shared" as const } };
const DRAFT = draftOf(SERVICE);

test("what the form shows is what it would save, the isolation included", () => {
  expect(settingsOfDraft(DRAFT, SERVICE)).toEqual(SERVICE);
  expect(settingsAt(SERVICE)).toEqual(SERVICE);
});

describe("an execution timeout that is no natural number", () => {
  test.each(["0", "-1", "1.5", "abc", "", " ", "1e3", "0x10", "31536001", "1 h"])(
    "%j is refused at its field",
    (typed) => {
      const result = SettingsDraftSchema.safeParse({ ...DRAFT, executionTimeout: typed });
      expect(result.error?.issues).toMatchObject([
        {
          path: ["executionTimeout"],
          message: "Execution timeout must be a whole number of seconds from 1 to 31536000",
        },
      ]);
    },
  );

  test("is refused by the server in the same words", () => {
    const { error } = PolicySchema.safeParse({ ...DEFAULT_POLICY, executionTimeout: 1.5 });
    expect(error?.issues[0]?.message).toBe(
      "executionTimeout must be a whole number of seconds from 1 to 31536000",
    );
  });
});

test("blanks around a number do no harm", () => {
  expect(settingsOfDraft({ ...DRAFT, executionTimeout: " 900 " }, SERVICE)?.policy.executionTimeout).toBe(
    900,
  );
});

test("zero is a grace period, and no number of attempts", () => {
  expect(settingsOfDraft({ ...DRAFT, gracePeriod: "0" }, SERVICE)?.policy.gracePeriod).toBe(0);
  expect(settingsOfDraft({ ...DRAFT, maxAttempts: "0" }, SERVICE)).toBeNull();
});

test("a memory limit for a shared worker is refused at its field, in the form's words", () => {
  const { error } = SettingsDraftSchema.safeParse({ ...DRAFT, memoryLimit: "512" });
  expect(error?.issues).toMatchObject([
    { path: ["memoryLimit"], message: expect.stringMatching(/^Memory limit needs isolation "process"/) },
  ]);
});

test("a most that is below the fewest is refused at its field, in the form's words", () => {
  const { error } = SettingsDraftSchema.safeParse({ ...DRAFT, replicas: "3", maxReplicas: "2" });
  expect(error?.issues).toMatchObject([
    { path: ["maxReplicas"], message: "Max replicas must be at least 3, the fewest replicas" },
  ]);
  const scaled = settingsOfDraft({ ...DRAFT, replicas: "0", maxReplicas: "3", cooldown: "60" }, SERVICE);
  expect(scaled?.placement).toMatchObject({
    replicas: 0,
    maxReplicas: 3,
    executionsPerReplica: null,
    cooldown: 60,
  });
});

test("a revision from before a field was there shows that field's default", () => {
  const { onStall: _, ...older } = DEFAULT_POLICY;
  expect(draftOf({ ...SERVICE, policy: older as typeof DEFAULT_POLICY }).onStall).toBe("warn");
});

test("a server's fault finds its field", () => {
  expect(fieldOfFault("policy.executionTimeout")).toBe("executionTimeout");
  expect(fieldOfFault("name")).toBeNull();
  expect(fieldOfFault("")).toBeNull();
});

test("a limit that is left blank is none, and what is no number is refused with that choice", () => {
  expect(settingsOfDraft({ ...DRAFT, queueTimeout: " " }, SERVICE)?.policy.queueTimeout).toBeNull();
  expect(settingsOfDraft({ ...DRAFT, queueTimeout: "600" }, SERVICE)?.policy.queueTimeout).toBe(600);
  const { error } = SettingsDraftSchema.safeParse({ ...DRAFT, queueLimit: "0" });
  expect(error?.issues).toMatchObject([
    { path: ["queueLimit"], message: "Queue limit must be a whole number from 1 to 1000000, or left blank" },
  ]);
});
