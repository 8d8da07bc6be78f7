import { type ServiceState, serviceStateOf } from "#components/services/service-state.ts";

/** What keeps executions of a service waiting, where its state alone says so. */
const WORDS: Partial<Record<ServiceState, string>> = {
  paused: "service paused",
  failing: "replicas fail to start",
  starting: "no replica ready yet",
  off: "service has no replicas",
};

/** Null when nothing of its service stands in the way; its page says more. */
export function hindranceWords(service: Parameters<typeof serviceStateOf>[0]): string | null {
  return WORDS[serviceStateOf(service)] ?? null;
}
