import type { Tone } from "#components/ui/badge.tsx";
import type { ServiceRow } from "#server/domain/views.ts";

/** How a service stands. */
export type ServiceState =
  | "active"
  | "paused"
  | "updating"
  | "starting"
  | "failing"
  | "crashing"
  | "idle"
  | "off";

export interface ServiceStateLook {
  word: string;
  tone: Tone;
  /** One sentence: what is known when this is shown. */
  meaning: string;
}

export const SERVICE_STATES: Record<ServiceState, ServiceStateLook> = {
  active: { word: "Active", tone: "good", meaning: "A replica is ready and takes new executions." },
  paused: { word: "Paused", tone: "warning", meaning: "New executions wait; what runs goes on." },
  updating: {
    word: "Updating",
    tone: "accent",
    meaning: "Its replicas are replaced one after another; those of the older revision finish what they run.",
  },
  starting: { word: "Starting", tone: "accent", meaning: "No replica is ready yet." },
  failing: {
    word: "Failing",
    tone: "bad",
    meaning: "Replicas of its present revision fail to start; they are tried again ever more slowly.",
  },
  crashing: {
    word: "Crash loop",
    tone: "bad",
    meaning: "Its workers crash one after another; what crashed is begun again ever more slowly.",
  },
  idle: {
    word: "Idle",
    tone: "neutral",
    meaning: "No replica runs while nothing is to do; the next execution brings one.",
  },
  off: { word: "No replicas", tone: "neutral", meaning: "Its replicas are set to 0: executions wait." },
};

type Source = Pick<ServiceRow, "pausedAt" | "placement" | "scaling" | "startFailures" | "crashLoop"> & {
  replicas: Pick<ServiceRow["replicas"], "ready" | "older">;
};

/** A person's pause comes first; then what stands in the way of work. */
export function serviceStateOf(service: Source): ServiceState {
  if (service.pausedAt) return "paused";
  const { ready, older } = service.replicas;
  if (!service.scaling && service.placement.replicas === 0) return "off";
  if (service.scaling?.wanted === 0 && ready === 0) return "idle";
  if (isFailing(service)) return "failing";
  if (service.crashLoop) return "crashing";
  if (older > 0) return "updating";
  return ready > 0 ? "active" : "starting";
}

/** No replica of its present revision is ready, and the last one that was started has failed. */
export function isFailing({ startFailures, replicas }: Pick<Source, "startFailures" | "replicas">): boolean {
  return startFailures?.readyAt === null && replicas.ready === replicas.older;
}
