/** How far apart samples of what an attempt uses are, and of what it reports, while it is young; in milliseconds. */
export const USAGE_SLOT_MS = 2_000;
export const PROGRESS_SLOT_MS = 250;

/** An attempt keeps at most so many of each; when they are reached every second one goes, and new ones come half as often. */
export const MOST_SAMPLES = 1_000;

/** Thinning is repeated in so many slots, so that one that nobody sampled in changes nothing. */
const THINNING_STEPS = 8;
/** Whatever a clock says, a slot stays a number that the rows can hold. */
const LAST_SLOT = 2 ** 30;

/** The slot of something that happened `ms` after its attempt began. */
export function slotAt(ms: number, slotMs: number): number {
  return Math.min(LAST_SLOT, Math.max(0, Math.floor(ms / slotMs)));
}

/** At `slot`, samples are kept for each so many slots: 1, 2, 4, and so on. */
export function stepAt(slot: number): number {
  let step = 1;
  while (slot >= MOST_SAMPLES * step) step *= 2;
  return step;
}

/** Where a sample of `slot` is kept: the later one of two with the same takes its place. */
export function keptSlot(slot: number): number {
  return slot - (slot % stepAt(slot));
}

/** A sample of `slot` came: what is between each so many slots goes. Null when nothing has to. */
export function thinningAt(slot: number): number | null {
  const step = stepAt(slot);
  if (step === 1) return null;
  const since = slot - (MOST_SAMPLES * step) / 2;
  return since < THINNING_STEPS * step ? step : null;
}
