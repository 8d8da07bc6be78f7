import { expect, test } from "vitest";
import { ServiceConfigSchema } from "./service-config.ts";

const PROGRAM = { runtime: "python", entry: "main.py", directory: "/srv", functions: { run: {} } };

test("a memory limit is refused for a shared worker, in words that say why", () => {
  const config = { program: PROGRAM, policy: { memoryLimit: 512 } };
  expect(ServiceConfigSchema.safeParse(config).success).toBe(true);
  const { error } = ServiceConfigSchema.safeParse({ ...config, placement: { isolation: "shared" } });
  expect(error?.issues).toMatchObject([
    {
      path: ["policy", "memoryLimit"],
      message: 'memoryLimit needs isolation "process": in a shared worker nobody can tell whose memory it is',
    },
  ]);
});

test("a stall timeout shorter than the pace at which work is told is refused", () => {
  const { error } = ServiceConfigSchema.safeParse({ program: PROGRAM, policy: { stallTimeout: 4 } });
  expect(error?.issues[0]?.message).toBe("stallTimeout must be a whole number of seconds from 5 to 31536000");
});
