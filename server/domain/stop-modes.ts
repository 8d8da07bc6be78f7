import { STOP_MODES, type StopMode } from "./stop.ts";

/**
 * What runs an execution, which decides what a stop of it does: a worker of its own, one that others run in too, or a
 * command.
 */
export const WORKER_KINDS = ["own", "shared", "command"] as const;
export type WorkerKind = (typeof WORKER_KINDS)[number];

interface ModeEffect {
  /** Of one, in a sentence. */
  one: string;
  /** Of many, behind who they are. */
  many: string;
}

const ASKED = "It is asked to stop at its next checkpoint.";
const SAVES: ModeEffect = {
  one: "It goes on until it has saved, then stops.",
  many: "goes on until it has saved, for its grace period at most",
};
const ENDS_BY_ITSELF: ModeEffect = {
  one: "It gets SIGTERM at once, with time to end by itself.",
  many: "SIGTERM at once, with time to end by itself",
};
const SIGTERM_AT_ONCE = "It gets SIGTERM at once.";

/** What each mode does where an execution runs. */
export const MODE_EFFECTS: Record<WorkerKind, Record<StopMode, ModeEffect>> = {
  own: {
    checkpoint: {
      one: ASKED,
      many: "asked to stop at the next checkpoint; SIGTERM after the grace period of each",
    },
    save: SAVES,
    now: { one: SIGTERM_AT_ONCE, many: "SIGTERM at once; work since the last save is lost" },
  },
  // Signals end a shared worker with all that it runs: there `now` begins the reset of its replica.
  shared: {
    checkpoint: {
      one: ASKED,
      many: "asked to stop at the next checkpoint; for who ignores that, a reset of its replica",
    },
    save: SAVES,
    now: {
      one: "The reset of its replica begins: what else runs there is waited for.",
      many: "no signal; a reset of its replica begins, and waits for what else runs there",
    },
  },
  command: {
    checkpoint: ENDS_BY_ITSELF,
    save: { ...ENDS_BY_ITSELF, many: `${ENDS_BY_ITSELF.many}: a command has no saves` },
    now: { one: SIGTERM_AT_ONCE, many: "SIGTERM at once; what it has not kept is lost" },
  },
};

/** A command has nothing to save by; nothing in a shared worker can be signalled alone. */
const OFFERED: Record<WorkerKind, readonly StopMode[]> = {
  own: STOP_MODES,
  shared: ["checkpoint", "save"],
  command: ["checkpoint", "now"],
};

/** The modes that people choose between, the usual one first: each that means something where some of them run. */
export function offeredModes(kinds: readonly WorkerKind[]): StopMode[] {
  return STOP_MODES.filter((mode) => kinds.some((kind) => OFFERED[kind].includes(mode)));
}
