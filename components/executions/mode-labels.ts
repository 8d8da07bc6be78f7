import type { StopMode } from "#server/domain/stop.ts";

/** What each way to stop is called. Of a command, which has no checkpoints, dialogs say that it is let end. */
export const MODE_LABELS: Record<StopMode, string> = {
  checkpoint: "At the next checkpoint",
  save: "Save, then stop",
  now: "Now",
};
