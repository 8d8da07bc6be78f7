import { createServer } from "node:net";
import { join } from "node:path";

const ARTIFACTS = join(import.meta.dirname, "..", "..", "artifacts");

/** Where an e2e run keeps everything: git ignores it. Runs side by side are told different places. */
export const E2E_FOLDER = join(ARTIFACTS, process.env.CURFEW_E2E_PLACE || "e2e");

/** The CURFEW_HOME of the Curfew under test; empty at the start of each run. */
export const E2E_HOME = join(E2E_FOLDER, "home");

/** The browser state of the signed-in operator. */
export const SIGNED_IN = join(E2E_FOLDER, "signed-in.json");

export const SCREENSHOTS = join(ARTIFACTS, "screenshots");

/** Chosen once by the process that reads the configuration first; the test workers inherit it. */
process.env.CURFEW_E2E_PORT ??= String(await freePort());
export const E2E_PORT = Number(process.env.CURFEW_E2E_PORT);

/** The environment of the Curfew under test. */
export function e2eEnvironment(): Record<string, string | undefined> {
  const { DATABASE_URL: _notTheDevelopers, CURFEW_PUBLIC_URL: _norThis, ...rest } = process.env;
  return {
    ...rest,
    CURFEW_HOME: E2E_HOME,
    PORT: String(E2E_PORT),
    HOST: "127.0.0.1",
    // Receivers of webhooks are on this machine.
    CURFEW_WEBHOOKS_PRIVATE: "127.0.0.1/32",
    // A build of its own: one that a running Curfew serves from must not be replaced under it.
    NEXT_DIST_DIR: ".next-test",
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
