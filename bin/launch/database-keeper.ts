import type { EmbeddedServer } from "#db/embedded/server.ts";
import type { Clock } from "#server/clock.ts";

const LOOK_MS = 250;
const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 10_000;

/** The built-in server, started again whenever it ends unasked. */
export interface DatabaseKeeper {
  /** Stops looking after it, and the server that runs now. */
  stop(): Promise<void>;
}

/**
 * Looks after a server that may have been started by somebody else, so that its process is watched and not awaited.
 * `restart` starts it on its folder and port again; `tell` hears how it went, for people.
 */
export function keepDatabase(
  first: EmbeddedServer,
  restart: () => Promise<EmbeddedServer>,
  clock: Clock,
  tell: (fact: string) => void,
): DatabaseKeeper {
  let server = first;
  let restarting: Promise<void> | null = null;
  const stopped = new AbortController();
  const cancel = clock.every(LOOK_MS, () => {
    if (restarting || server.isRunning()) return;
    restarting = recover().finally(() => {
      restarting = null;
    });
  });

  async function recover(): Promise<void> {
    tell("ended; starts again");
    for (let delayMs = FIRST_DELAY_MS; !stopped.signal.aborted; delayMs = longer(delayMs)) {
      try {
        server = await restart();
        return tell("started again");
      } catch (error) {
        tell(`does not start: ${(error as Error).message}`);
        await clock.sleep(delayMs, stopped.signal).catch(() => {});
      }
    }
  }

  return {
    async stop() {
      cancel();
      stopped.abort();
      await restarting;
      await server.stop();
    },
  };
}

function longer(delayMs: number): number {
  return Math.min(delayMs * 2, LONGEST_DELAY_MS);
}
