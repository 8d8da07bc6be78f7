import { expect, test } from "vitest";
import { allowedFor } from "./import-table.ts";

const value = (path: string) => ({ path, typeOnly: false });
const type = (path: string) => ({ path, typeOnly: true });

test.each([
  ["server/domain/policy.ts", value("server/clock.ts"), false],
  ["server/domain/policy.ts", value("server/domain/status.ts"), true],
  ["db/schema/executions.ts", value("server/domain/status.ts"), true],
  ["db/client.ts", value("server/executions/get.ts"), false],
  ["server/executions/get.ts", value("db/schema/executions.ts"), true],
  ["server/executions/get.ts", value("server/api/trpc.ts"), false],
  ["server/api/routers/executions.ts", value("server/executions/get.ts"), true],
  ["server/api/routers/executions.ts", value("db/schema/executions.ts"), false],
  ["server/runner/main.ts", value("db/schema/replicas.ts"), false],
  ["server/runner/main.ts", value("db/client.ts"), true],
  ["server/agent/main.ts", value("db/client.ts"), false],
  ["server/agent/main.ts", type("db/client.ts"), false],
  ["components/executions/list-screen.tsx", type("server/api/root.ts"), true],
  ["components/executions/list-screen.tsx", value("server/api/root.ts"), false],
  ["components/executions/list-screen.tsx", value("server/executions/get.ts"), false],
  ["sdk/typescript/client.ts", type("server/domain/status.ts"), false],
  ["server/context.ts", type("db/client.ts"), true],
  ["server/context.ts", value("db/client.ts"), false],
  ["bin/launch/main.ts", value("db/client.ts"), true],
] as const)("%s may import %o: %s", (importer, target, allowed) => {
  expect(allowedFor(importer, target)).toBe(allowed);
});
