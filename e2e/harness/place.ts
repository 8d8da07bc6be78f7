import { createServer } from "node:net";
import { join } from "node:path";

const ARTIFACTS = join(import.meta.dirname, "..", "..", "artifacts");

/** Where an e2e run keeps everything: git ignores it. Runs side by side are told different places. */
export const E2E_FOLDER = join(ARTIFACTS, process.env.CURFEW_E2E_PLACE || "e2e");

/** Each worker of a run has a Curfew of its own: what one spec starts is in no other's list. */
const WORKER = Number(process.env.TEST_PARALLEL_INDEX ?? 0);

/** The CURFEW_HOME of the Curfew under test; empty at the start of each run. */
export const E2E_HOME = homeOf(WORKER);

/** The browser state of the operator who is signed in there. */
export const SIGNED_IN = signedInAt(WORKER);

export const E2E_PORT = portOf(WORKER);

export function homeOf(worker: number): string {
  return join(E2E_FOLDER, `home-${worker}`);
}

export function signedInAt(worker: number): string {
  return join(E2E_FOLDER, `signed-in-${worker}.json`);
}

export const SCREENSHOTS = join(ARTIFACTS, "screenshots");

/** Finds a port for each worker's Curfew; the workers inherit them. To be called before they start. */
export async function choosePorts(workers: number): Promise<void> {
  const ports = await Promise.all(Array.from({ length: workers }, freePort));
  process.env.CURFEW_E2E_PORTS = ports.join(",");
}

function portOf(worker: number): number {
  return Number(process.env.CURFEW_E2E_PORTS?.split(",")[worker]);
}

/** The environment of the Curfew under test. */
export function e2eEnvironment(worker = WORKER): Record<string, string | undefined> {
  const { DATABASE_URL: _notTheDevelopers, CURFEW_PUBLIC_URL: _norThis, ...rest } = process.env;
  return {
    ...rest,
    CURFEW_HOME: homeOf(worker),
    PORT: String(portOf(worker)),
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
