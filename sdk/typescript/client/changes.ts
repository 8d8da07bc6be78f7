import { CurfewApiError } from "./api-error.ts";
import { type FollowSettings, follow } from "./follow.ts";
import { gathered } from "./mailbox.ts";
import type { Transport } from "./transport.ts";

/** What has changed, from now on, over restarts of the server; what is missed meanwhile is told after it, or `*`. */
export function readChanges(transport: Transport, settings: FollowSettings): AsyncGenerator<string[], void> {
  let last = "";
  const ask = async () => {
    throw new CurfewApiError("Changes are told by a stream, and none comes through here.", 501);
  };
  async function* stream(signal: AbortSignal) {
    const headers: Record<string, string> = last ? { "last-event-id": last } : {};
    for await (const { id, data } of transport.events("/changes", { signal, headers })) {
      last = id;
      yield data as { topics: string[] };
    }
  }
  return gathered<string[]>(settings, async (put, signal) => {
    await follow<{ topics: string[] }, never>(
      { ask, stream },
      ({ topics }) => {
        if (topics.length > 0) put(topics);
        return undefined;
      },
      { ...settings, signal },
    );
  });
}
