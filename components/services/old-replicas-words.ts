import type { FormatNumber } from "#components/locale/format-number.ts";
import type { ServiceDetail } from "#server/domain/views.ts";

/** What old replicas do now, and what stopping them does. */
export function oldReplicasWords(
  { replicas, running, cut }: NonNullable<ServiceDetail["older"]>,
  formatNumber: FormatNumber,
): { now: string; cut: string } {
  const which =
    replicas === 1
      ? "1 replica of an older revision drains"
      : `${replicas} replicas of older revisions drain`;
  const what = running === 1 ? "1 execution" : `${formatNumber(running)} executions`;
  if (running === 0) {
    return {
      now: `${which}: nothing runs on ${replicas === 1 ? "it" : "them"} that is not stopping already.`,
      cut: "Nothing is cut.",
    };
  }
  const outcomes = [
    ...(cut.failed > 0
      ? [cut.failed === 1 ? "1 ends as failed" : `${formatNumber(cut.failed)} end as failed`]
      : []),
    ...(cut.rerun > 0
      ? [cut.rerun === 1 ? "1 goes back to the queue" : `${formatNumber(cut.rerun)} go back to the queue`]
      : []),
  ];
  const told = running === 1 ? "1 execution is told to stop now" : `${what} are told to stop now`;
  return {
    now: `${which}: ${replicas === 1 ? "it finishes" : "they finish"} ${what} first.`,
    cut: `${told}, with SIGTERM and SIGKILL behind it as ${running === 1 ? "its" : "their"} own policy says: ${outcomes.join(", ")}.`,
  };
}
