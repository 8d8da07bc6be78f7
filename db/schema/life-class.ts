/** What has ended is told apart by how long it lived, in seconds: class n is at least the n-th, and less than the next. */
export const LIFE_CLASSES = [60, 300, 1_800, 10_800, 86_400, 604_800] as const;

const steps = LIFE_CLASSES.map((seconds) => `'${seconds} seconds'`);

/** SQL: it has ended, and has a class. */
export const HAS_LIFE_CLASS = `ended_at - created_at >= interval ${steps[0]}`;

/** SQL: its class, from 1. The index is used by what writes it just so. */
export const LIFE_CLASS = `width_bucket(ended_at - created_at, array[${steps.join(", ")}]::interval[])`;
