import type { FormatNumber } from "#components/locale/format-number.ts";
import type { ServiceRow } from "#server/domain/views.ts";
import { isOrAre } from "./counted-words.ts";

/** What deleting a service does, a sentence each; `live` is what of it waits and runs. */
export function deleteWords(
  { name, counts, replicas }: Pick<ServiceRow, "name" | "counts" | "replicas">,
  formatNumber: FormatNumber,
): { live: number; sentences: string[] } {
  const { created, "in-progress": running } = counts;
  const standing = replicas.starting + replicas.ready + replicas.draining;
  const ends = running > 0 ? "once nothing runs on" : "at once, since nothing runs on";
  const them = standing === 1 ? "it" : "them";
  return {
    live: created + running,
    sentences: [
      ...(created > 0
        ? [`${isOrAre(created, formatNumber)} waiting: ${created === 1 ? "it ends" : "they end"} at once.`]
        : []),
      ...(running > 0
        ? [
            `${isOrAre(running, formatNumber)} running: ${running === 1 ? "it is" : "they are"} asked to stop, for good.`,
          ]
        : []),
      ...(standing > 0
        ? [`${standing === 1 ? "Its replica ends" : `Its ${standing} replicas end`} ${ends} ${them}.`]
        : []),
      `Nothing of it can be started or run again. Its executions and their logs stay where they are, and the name ${name} is free for another service.`,
    ],
  };
}
