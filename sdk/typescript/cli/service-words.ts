import type { Service, ServiceRow } from "../client/types.ts";
import { table } from "./table.ts";

type CrashLoop = NonNullable<ServiceRow["crashLoop"]>;
type StartFailures = NonNullable<ServiceRow["startFailures"]>;

/** Services as a table, and below it why those that fail do. */
export function serviceTable(services: ServiceRow[]): string {
  const rows = services.map((service) => [
    service.name,
    service.runtime,
    service.revision,
    stateOf(service),
    readyWords(service),
    service.counts["in-progress"],
    service.counts.created,
  ]);
  const failing = services.flatMap(({ name, startFailures }) =>
    startFailures ? [`\n${name}: ${failureWords(startFailures)}\n  ${startFailures.error}`] : [],
  );
  const crashing = services.flatMap(({ name, crashLoop }) =>
    crashLoop ? [`\n${name}: ${crashWords(crashLoop)}\n  ${crashLoop.error}`] : [],
  );
  return [
    table(["NAME", "RUNTIME", "REVISION", "STATE", "READY", "RUNNING", "WAITING"], rows),
    ...failing,
    ...crashing,
  ].join("\n");
}

/** `2 of 1-4`: those that are ready, and between what their number is kept. */
function readyWords({ replicas, placement }: ServiceRow): string {
  const { replicas: fewest, maxReplicas: most } = placement;
  return `${replicas.ready} of ${typeof most === "number" ? `${fewest}-${most}` : fewest}`;
}

export function serviceFacts(service: Service): string {
  const settings = Object.entries({ ...service.policy, ...service.placement });
  const lines = [
    ["Service", `${service.name}, revision ${service.revision}`],
    ["Does", service.description],
    ["State", stateOf(service)],
    ["Replicas", `${readyWords(service)} ready${scalingWords(service)}`],
    ...failureLines(service),
    ...crashLines(service),
    ...olderLines(service),
    ...settings.map(([name, value]) => [name, String(value)]),
  ];
  return lines.map(([name = "", value]) => `${name.padEnd(18)}${value}`).join("\n");
}

function scalingWords({ scaling }: Service): string {
  if (!scaling) return "";
  const fall = scaling.fall ? `, ${scaling.fall.to} from ${scaling.fall.at} unless more is to do` : "";
  return `, ${scaling.wanted} wanted${fall}`;
}

function failureLines({ startFailures: failures, standInRevision }: Service): string[][] {
  if (!failures) return [];
  return [
    ["Last error", failures.error],
    ["Failed starts", failureWords(failures)],
    ...(standInRevision === null ? [] : [["New executions", `start on revision ${standInRevision}`]]),
  ];
}

function crashLines({ crashLoop }: Service): string[][] {
  if (!crashLoop) return [];
  return [
    ["Last crash", `${crashLoop.error} (execution ${crashLoop.executionId})`],
    ["Crash loop", crashWords(crashLoop)],
  ];
}

function olderLines({ name, older }: Service): string[][] {
  if (!older) return [];
  const words = `${older.replicas} left by an update, with ${older.running} that run`;
  return [["Old replicas", `${words}: curfew services update ${name} --force stops them`]];
}

function crashWords({ count, since, crashedAt }: CrashLoop): string {
  return `crash loop, ${count} in a row since ${since}, last ${crashedAt}`;
}

function failureWords({ count, since, failedAt, retryAt, readyAt }: StartFailures): string {
  const times = count > 1 ? `${count} in a row since ${since}, last ${failedAt}` : `last ${failedAt}`;
  return `${times}; ${readyAt === null ? `tried again at ${retryAt}` : `ready again since ${readyAt}`}`;
}

function stateOf({ pausedAt, placement, scaling, startFailures, crashLoop, replicas }: ServiceRow): string {
  const { ready, older } = replicas;
  if (pausedAt) return "paused";
  if (!scaling && placement.replicas === 0) return "no replicas";
  if (scaling?.wanted === 0 && ready === 0) return "idle";
  if (startFailures?.readyAt === null && ready === older) return "failing";
  if (crashLoop) return "crashing";
  if (older > 0) return "updating";
  return ready > 0 ? "active" : "starting";
}
