import type { Database } from "#db/client.ts";
import { atTimeOf } from "#db/testing.ts";
import { ChangeFeed } from "#server/live/change-feed.ts";
import { silentLog } from "#server/log.ts";
import { ManualClock } from "#server/manual-clock.ts";
import { WebhookSender } from "#server/webhooks/sender.ts";
import type { ApiContext } from "./api-context.ts";
import { createCaller } from "./root.ts";

/** What procedures see when the operator asks, without HTTP. */
export function buildApiContext(database: Database, overrides: Partial<ApiContext> = {}): ApiContext {
  const clock = overrides.clock ?? new ManualClock();
  return {
    database: atTimeOf(clock, database),
    clock,
    caller: { kind: "person", email: "operator@localhost" },
    crossSite: false,
    changes: new ChangeFeed({ clock, log: silentLog, source: async () => async () => {} }),
    sender: new WebhookSender({ clock, allowed: "none", version: "0.0.0" }),
    shutdown: new AbortController().signal,
    reportBug: (path, cause) => {
      throw new Error(`a bug in ${path}`, { cause });
    },
    endSession: async () => {},
    ...overrides,
  };
}

export function buildCaller(database: Database, overrides: Partial<ApiContext> = {}) {
  return createCaller(buildApiContext(database, overrides));
}
