import type { Tone } from "#components/ui/badge.tsx";
import type { ServiceRow } from "#server/domain/views.ts";

/** How a service stands. */
export type ServiceState = "active" | "paused" | "starting" | "failing" | "off";

export interface ServiceStateLook {
  word: string;
  tone: Tone;
  /** One sentence: what is known when this is shown. */
  meaning: string;
}

export const SERVICE_STATES: Record<ServiceState, ServiceStateLook> = {
  active: { word: "Active", tone: "good", meaning: "A replica is ready and takes new executions." },
  paused: { word: "Paused", tone: "warning", meaning: "New executions wait; what runs goes on." },
  starting: { word: "Starting", tone: "accent", meaning: "No replica is ready yet." },
  failing: { word: "Failing", tone: "bad", meaning: "Its last replica failed to start." },
  off: { word: "No replicas", tone: "neutral", meaning: "Its replicas are set to 0: executions wait." },
};

type Source = Pick<ServiceRow, "pausedAt" | "placement" | "lastError"> & {
  replicas: Pick<ServiceRow["replicas"], "ready">;
};

/** A person's pause comes first; then what stands in the way of work. */
export function serviceStateOf(service: Source): ServiceState {
  if (service.pausedAt) return "paused";
  if (service.placement.replicas === 0) return "off";
  if (service.replicas.ready > 0) return "active";
  return service.lastError ? "failing" : "starting";
}
