import { type ServiceState, serviceStateOf } from "#components/services/service-state.ts";
import type { ServiceRow } from "#server/domain/views.ts";

type Source = Parameters<typeof serviceStateOf>[0] & Pick<ServiceRow, "revision" | "standInRevision">;

/** What keeps executions of a service waiting, where its state alone says so. */
const WORDS: Partial<Record<ServiceState, string>> = {
  paused: "service paused",
  failing: "replicas fail to start",
  starting: "no replica ready yet",
  off: "service has no replicas",
};

/** Null when nothing of its service stands in the way; its page says more. */
export function hindranceWords(service: Source): string | null {
  const state = serviceStateOf(service);
  const { standInRevision, revision, replicas } = service;
  if (state === "failing" && standInRevision !== null && replicas.ready > 0)
    return `revision ${standInRevision} stands in, ${revision} fails to start`;
  return WORDS[state] ?? null;
}
