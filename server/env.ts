import { isAbsolute, join, resolve } from "node:path";
import { z } from "zod";
import { isNetwork, type PrivateNetworks } from "./domain/private-networks.ts";
import { projectRoot } from "./project-root.ts";

export const LOG_LEVELS = ["silent", "error", "warn", "info", "debug"] as const;

/** What the environment decides, read once at the start of a process. */
export interface Env {
  /** Port of the web server. */
  port: number;
  /** Address that the web server listens on. */
  host: string;
  /** Absolute folder of all state: database, spools, logs, keys. */
  home: string;
  /** The PostgreSQL server to use; null for the built-in one. */
  databaseUrl: string | null;
  /** The database can't be cut off from this machine alone: it is the built-in one, or has an address of this machine. */
  databaseIsLocal: boolean;
  logLevel: (typeof LOG_LEVELS)[number];
  /** Where people's browsers reach Curfew, without a slash at the end; null when that is `http://HOST:PORT`. */
  publicUrl: string | null;
  /** Whether `npm start` deploys the example services. */
  examples: boolean;
  /** What an agent keeps at most of output that nobody takes, in MiB. */
  spoolLimitMib: number;
  /** Where beyond the public internet webhooks may be delivered to. */
  webhooksPrivate: PrivateNetworks;
  /** Absolute folder of Curfew's own files. */
  root: string;
}

/** Every fault of the environment at once, each with the variable's name and an example. */
export class EnvFault extends Error {
  override name = "EnvFault";
  readonly faults: string[];
  constructor(faults: string[]) {
    super(`The environment is not right:\n${faults.map((fault) => `  ${fault}`).join("\n")}`);
    this.faults = faults;
  }
}

const PORT = "PORT must be a whole number from 1 to 65535, for example PORT=3000";
const DATABASE_URL =
  "DATABASE_URL must be the address of a PostgreSQL server, for example DATABASE_URL=postgres://curfew:secret@localhost:5432/curfew";
const PUBLIC_URL =
  "CURFEW_PUBLIC_URL must be the address that browsers use, for example CURFEW_PUBLIC_URL=https://curfew.example.org";
const LOG_LEVEL = `LOG_LEVEL must be one of ${LOG_LEVELS.join(", ")}, for example LOG_LEVEL=info`;
const HOST = "HOST must be an address or a host name, for example HOST=127.0.0.1";
const EXAMPLES = "CURFEW_EXAMPLES must be one of on, off, for example CURFEW_EXAMPLES=off";
const LOCAL =
  "CURFEW_DATABASE_LOCAL must be one of on, off, for example CURFEW_DATABASE_LOCAL=off where a tunnel or proxy on this machine leads to a database elsewhere";
const SPOOL_LIMIT =
  "CURFEW_SPOOL_LIMIT must be a whole number of MiB from 1 to 256, for example CURFEW_SPOOL_LIMIT=64";
const WEBHOOKS_PRIVATE =
  "CURFEW_WEBHOOKS_PRIVATE must be off, on, or networks with commas between, for example CURFEW_WEBHOOKS_PRIVATE=10.0.0.0/8,127.0.0.1/32";
const ROOT = "CURFEW_ROOT must be an absolute folder, for example CURFEW_ROOT=/opt/curfew";

const EnvSchema = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, PORT)
    .transform(Number)
    .refine((port) => port >= 1 && port <= 65_535, PORT)
    .default(3000),
  HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:-]+$/, HOST)
    .default("127.0.0.1"),
  CURFEW_HOME: z.string().optional(),
  CURFEW_ROOT: z.string().refine(isAbsolute, ROOT).optional(),
  DATABASE_URL: z
    .string()
    .refine((url) => hasProtocol(url, ["postgres:", "postgresql:"]), DATABASE_URL)
    .optional(),
  LOG_LEVEL: z.enum(LOG_LEVELS, { error: LOG_LEVEL }).default("info"),
  CURFEW_EXAMPLES: z.enum(["on", "off"], { error: EXAMPLES }).default("on"),
  CURFEW_DATABASE_LOCAL: z.enum(["on", "off"], { error: LOCAL }).optional(),
  CURFEW_SPOOL_LIMIT: z
    .string()
    .regex(/^\d{1,3}$/, SPOOL_LIMIT)
    .transform(Number)
    .refine((mib) => mib >= 1 && mib <= 256, SPOOL_LIMIT)
    .default(64),
  CURFEW_WEBHOOKS_PRIVATE: z
    .string()
    .refine((text) => text === "on" || text === "off" || networksIn(text).every(isNetwork), WEBHOOKS_PRIVATE)
    .transform(
      (text): PrivateNetworks => (text === "on" ? "all" : text === "off" ? "none" : networksIn(text)),
    )
    .default("none"),
  CURFEW_PUBLIC_URL: z
    .string()
    .refine((url) => hasProtocol(url, ["http:", "https:"]), PUBLIC_URL)
    .optional(),
});

/** Throws an EnvFault that names every variable that is wrong. An empty variable counts as not set. */
export function readEnv(source: Record<string, string | undefined>): Env {
  const set = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const parsed = EnvSchema.safeParse(set);
  if (!parsed.success) throw new EnvFault(parsed.error.issues.map((issue) => issue.message));
  const values = parsed.data;
  const root = values.CURFEW_ROOT ?? projectRoot();
  return {
    port: values.PORT,
    host: values.HOST,
    home: values.CURFEW_HOME ? resolve(values.CURFEW_HOME) : join(root, ".curfew"),
    databaseUrl: values.DATABASE_URL ?? null,
    databaseIsLocal: isLocal(values.CURFEW_DATABASE_LOCAL, values.DATABASE_URL),
    logLevel: values.LOG_LEVEL,
    publicUrl: values.CURFEW_PUBLIC_URL?.replace(/\/+$/, "") ?? null,
    examples: values.CURFEW_EXAMPLES === "on",
    webhooksPrivate: values.CURFEW_WEBHOOKS_PRIVATE,
    spoolLimitMib: values.CURFEW_SPOOL_LIMIT,
    root,
  };
}

function networksIn(text: string): string[] {
  return text.split(",").map((network) => network.trim());
}

/** A tunnel or a proxy to a database elsewhere has an address of this machine too: only a person knows. */
function isLocal(said: "on" | "off" | undefined, url: string | undefined): boolean {
  if (said) return said === "on";
  return !url || ["localhost", "127.0.0.1", "[::1]", ""].includes(new URL(url).hostname);
}

function hasProtocol(url: string, protocols: string[]): boolean {
  return URL.canParse(url) && protocols.includes(new URL(url).protocol);
}
