import type { Import } from "./source-tree.ts";

/** A part of the project with one rule on what it may import. */
export type Zone =
  | "domain"
  | "protocol"
  | "foundation"
  | "db"
  | "verbs"
  | "auth"
  | "live"
  | "api"
  | "runner"
  | "agent"
  | "components"
  | "app"
  | "sdk"
  | "examples"
  | "outside";

/** The first pattern that fits decides. */
const ZONES: [RegExp, Zone][] = [
  [/^server\/domain\//, "domain"],
  [/^server\/protocol\//, "protocol"],
  [/^server\/(clock|errors|context|env|log|project-root|version)\.ts$/, "foundation"],
  [/^server\/process\//, "foundation"],
  [/^server\/(executions|services|runners|bulks|views|audit|overview|settings|webhooks)\//, "verbs"],
  [/^server\/auth\//, "auth"],
  [/^server\/live\//, "live"],
  [/^server\/(api|rest|dataloop)\//, "api"],
  [/^server\/runner\//, "runner"],
  [/^server\/agent\//, "agent"],
  [/^db\//, "db"],
  [/^components\//, "components"],
  [/^app\/|^instrumentation/, "app"],
  [/^sdk\//, "sdk"],
  [/^examples\//, "examples"],
];

/** What each zone may import beside itself. `outside` (bin, bench, e2e) wires and may import anything. */
const TABLE: Record<Exclude<Zone, "outside">, Zone[]> = {
  domain: [],
  protocol: ["domain"],
  foundation: ["domain"],
  db: ["domain", "foundation"],
  verbs: ["domain", "protocol", "db", "foundation"],
  auth: ["domain", "db", "foundation", "verbs"],
  live: ["domain", "db", "foundation"],
  api: ["domain", "foundation", "verbs", "auth", "live", "db"],
  runner: ["domain", "protocol", "foundation", "verbs", "live", "db"],
  agent: ["domain", "protocol", "foundation"],
  components: ["domain"],
  app: ["components", "domain", "foundation", "api", "auth", "live", "verbs"],
  sdk: [],
  examples: ["sdk"],
};

/** Who may not touch tables although it may hold a connection. */
const NO_TABLES: Zone[] = ["api", "runner", "app"];
/** Imports that the table forbids, each with its reason. */
const EXCEPTIONS: Record<string, { from: Zone; why: string }> = {
  "server/agent/spool-file.ts": { from: "runner", why: "it applies what an agent left behind that is gone" },
};
/** The single type that screens know the server by. */
const ROUTER_TYPE = "server/api/root.ts";

export function zoneOf(path: string): Zone {
  return ZONES.find(([pattern]) => pattern.test(path))?.[1] ?? "outside";
}

/** True when `importer` may import `target`. */
export function allowedFor(importer: string, target: Import): boolean {
  const from = zoneOf(importer);
  const to = zoneOf(target.path);
  if (from === "outside" || from === to) return true;
  if (from === "components" && target.typeOnly && target.path === ROUTER_TYPE) return true;
  if (EXCEPTIONS[target.path]?.from === from) return true;
  // A context carries a connection: its type is named, nothing of it is loaded.
  if (from === "foundation" && to === "db") return target.typeOnly && target.path === "db/client.ts";
  if (NO_TABLES.includes(from) && target.path.startsWith("db/schema/")) return target.typeOnly;
  return TABLE[from].includes(to);
}
