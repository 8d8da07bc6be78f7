import type { BulkDetail } from "#server/domain/bulk-views.ts";
import { KIND_WORDS } from "./bulk-words.ts";

export interface Members {
  count: number;
  /** `5 left alone`. */
  words: string;
  /** The filter of the list that finds them. */
  where: string;
}

/** Those that a bulk is about, by what became of them; who there is none of is left out. */
export function membersOf(
  bulk: Pick<BulkDetail, "id" | "kind" | "status" | "counts" | "standing">,
): Members[] {
  const { id, kind, counts, standing } = bulk;
  const count = (fits: (one: BulkDetail["standing"][number]) => boolean) =>
    standing.filter(fits).reduce((sum, one) => sum + one.count, 0);
  const stopping = kind === "terminate" ? count(({ rung }) => rung !== null) : 0;
  const unverified = kind === "terminate" ? count((one) => one.unverified) : 0;
  const reached = kind === "rerun" ? "started" : "done";
  const all: Members[] = [
    { count: counts.done, words: KIND_WORDS[kind].reached, where: `bulk:${id}/${reached}` },
    { count: stopping, words: "still stopping", where: `bulk:${id}/done status:stopping` },
    { count: unverified, words: "ended unverified", where: `bulk:${id}/done is:unverified` },
    { count: counts.skipped, words: "left alone", where: `bulk:${id}/skipped` },
    { count: counts.failed, words: "refused", where: `bulk:${id}/failed` },
    {
      count: counts.waiting,
      words: bulk.status === "aborted" ? "never reached" : "not reached yet",
      where: `bulk:${id}/waiting`,
    },
  ];
  return all.filter((some) => some.count > 0);
}
