import { type Command, Option } from "commander";
import type { Cooperation, ServiceStatistics } from "../client/types.ts";
import type { Tools } from "./execution-commands.ts";
import { show } from "./terminal.ts";

type DurationStatistics = NonNullable<ServiceStatistics["durations"]>;
type QueueDepth = ServiceStatistics["queueDepth"][number];

/** What figures say of a service. */
export function addFigureCommands(services: Command, tools: () => Tools): void {
  services
    .command("cooperation <name>")
    .description("how its code answers when it is asked to stop, by its newest stops")
    .action(async (name: string) => {
      const { client, terminal } = tools();
      show(terminal, await client.services.cooperation(name), cooperationWords);
    });
  services
    .command("statistics <name>")
    .description("success rate, durations, queue and its depth of the last hours")
    .addOption(new Option("--hours <hours>", "how far back").choices(["24", "168"]).default("24"))
    .action(async (name: string, { hours }: { hours: string }) => {
      const { client, terminal } = tools();
      const statistics = await client.services.statistics(name, hours === "24" ? 24 : 168);
      show(terminal, statistics, (answer) => statisticsWords(answer, Date.now()));
    });
}

/** Milliseconds, as short as they can be read. */
export function msWords(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  const minutes = Math.round(ms / 60_000);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function lines(rows: (readonly [string, string] | null)[]): string {
  return rows.flatMap((row) => (row ? [`${row[0].padEnd(18)}${row[1]}`] : [])).join("\n");
}

function cooperationWords({
  stops,
  since,
  latencyMs,
  by,
  saved,
  unverified,
  longestGap,
  openGap,
}: Cooperation): string {
  const share = (count: number) => `${count} (${Math.round((100 * count) / stops)} %)`;
  const gaps = [
    longestGap
      ? ([
          "Longest gap",
          `${msWords(longestGap.ms)} without a checkpoint, ${longestGap.executionId}`,
        ] as const)
      : null,
    openGap ? (["Now without one", `since ${openGap.since}, ${openGap.executionId}`] as const) : null,
  ];
  if (stops === 0) return lines([["Stops", "none that ran to its end yet"], ...gaps]);
  return lines([
    ["Stops", `${stops} since ${since}`],
    latencyMs && ["Request to proof", `p50 ${msWords(latencyMs.p50)}, p95 ${msWords(latencyMs.p95)}`],
    ["At a checkpoint", share(by.checkpoint)],
    ["By itself", share(by.itself)],
    ["By SIGTERM", share(by.SIGTERM)],
    ["By SIGKILL", share(by.SIGKILL)],
    ["Saved", share(saved)],
    unverified > 0 ? ["Unverified", share(unverified)] : null,
    ...gaps,
  ]);
}

function statisticsWords(
  { bars, successRate, durations, waits, queue, queueDepth }: ServiceStatistics,
  now: number,
): string {
  const sum = (key: "success" | "failed" | "terminated" | "live") =>
    bars.reduce((total, bar) => total + bar[key], 0);
  const more = bars.some((bar) => bar.more) ? " of those looked at" : "";
  const { waiting, oldest } = queue;
  const age = oldest ? `, the oldest for ${msWords(now - Date.parse(oldest.createdAt))}` : "";
  return lines([
    ["Ended", `${sum("success")} success, ${sum("failed")} failed, ${sum("terminated")} terminated${more}`],
    ["Live", String(sum("live"))],
    ["Success rate", successRate === null ? "-" : `${(100 * successRate).toFixed(1)} %`],
    ["Good runs took", durationWords(durations)],
    ["They waited", durationWords(waits)],
    ["Queue", `${waiting}${queue.more ? "+" : ""} wait${age}`],
    ["Most waiting", mostWords(queueDepth, "waiting")],
    ["Most running", mostWords(queueDepth, "running")],
  ]);
}

/** Where one number was met several times, its last time. */
function mostWords(depths: QueueDepth[], key: "waiting" | "running"): string {
  const most = depths.reduce<QueueDepth | null>(
    (high, depth) => (high && high[key] > depth[key] ? high : depth),
    null,
  );
  if (!most || most[key] === 0) return "0";
  return `${most[key]}${most.more ? "+" : ""} at ${most.at}`;
}

function durationWords(durations: DurationStatistics | null): string {
  if (!durations) return "-";
  return `p50 ${msWords(durations.p50Ms)}, p95 ${msWords(durations.p95Ms)}, at most ${msWords(durations.longestMs)}`;
}
