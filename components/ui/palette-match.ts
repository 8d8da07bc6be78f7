import { defaultFilter } from "cmdk";
import type { PaletteEntry, PaletteGroup } from "./command-palette.tsx";

/** What the server found stands behind what is called as was typed, and before what only has its letters. */
const FOUND = 0.5;
/** What has the words beside its name comes last. */
const HINTED = 0.01;

/** Groups of what fits the query, the best first; nothing typed leaves them as they are. */
export function matching(groups: readonly PaletteGroup[], query: string): PaletteGroup[] {
  const wanted = query.trim().toLowerCase();
  return groups
    .flatMap(({ title, entries }) => {
      const fitting = entries
        .map((entry) => ({ entry, fit: fitOf(entry, wanted) }))
        .filter(({ fit }) => fit > 0)
        .toSorted((one, other) => other.fit - one.fit);
      const [best] = fitting;
      return best ? [{ best: best.fit, group: { title, entries: fitting.map(({ entry }) => entry) } }] : [];
    })
    .toSorted((one, other) => other.best - one.best)
    .map(({ group }) => group);
}

function fitOf({ label, hint = "", found }: PaletteEntry, wanted: string): number {
  if (wanted === "") return 1;
  const named = defaultFilter(label, wanted);
  if (found) return Math.max(named, FOUND);
  // Letters that are strewn over a sentence say nothing.
  const hinted = wanted.split(/\s+/).every((word) => hint.toLowerCase().includes(word));
  return Math.max(named, hinted ? HINTED : 0);
}
