import { defineConfig } from "vitest/config";

const skipped = ["**/node_modules/**", "**/.next*/**", "**/dist/**", "e2e/**"];

export default defineConfig({
  oxc: { jsx: { runtime: "automatic" } },
  test: {
    // Bounds for the slowest machine that runs them, never a measure of speed.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["**/*.test.{ts,tsx}"],
          exclude: [...skipped, "**/*.db.test.ts", "**/*.process.test.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "db",
          include: ["**/*.db.test.ts"],
          exclude: skipped,
          globalSetup: "db/test-server.ts",
        },
      },
      {
        extends: true,
        test: {
          name: "process",
          include: ["**/*.process.test.ts"],
          exclude: skipped,
          globalSetup: "db/test-server.ts",
          // Real process trees on the machine's real cores: one file at a time keeps their bounds honest.
          fileParallelism: false,
        },
      },
    ],
  },
});
