import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from "node:fs";
import { dirname } from "node:path";
import postgres from "postgres";
import type { Clock } from "#server/clock.ts";
import { type Binaries, findBinaries } from "./binaries.ts";
import {
  type ClusterPaths,
  type ClusterSettings,
  clusterPaths,
  DATABASE_USER,
  ensureCluster,
  readSettings,
  writeSettings,
} from "./cluster.ts";
import { withFolderLock } from "./folder-lock.ts";
import { freePort, isFree } from "./free-port.ts";
import { chooseIdentity, giveTo, type Identity, runAs } from "./identity.ts";
import { clearStale, readPostmaster, stopPostmaster } from "./postmaster.ts";
import { isAlive } from "./process-state.ts";

/** A PostgreSQL server of Curfew's own, on a loopback port. */
export interface EmbeddedServer {
  /** With the password; never print it. */
  url: string;
  pid: number;
  /** False when the server ran already. */
  started: boolean;
  /** False once its process has ended, whoever ended it. */
  isRunning(): boolean;
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** Server settings beside the defaults, for instance `{ fsync: "off" }` for a throw-away server. */
  settings?: Record<string, string>;
  database?: string;
  /** Throws when its port is taken by another program, instead of moving to a free one. */
  keepPort?: boolean;
}

const START_LIMIT_MS = 60_000;
const GONE_WITHIN_MS = 5_000;
const LOG_LIMIT_BYTES = 10_000_000;

const DEFAULT_SETTINGS: Record<string, string> = {
  listen_addresses: "127.0.0.1",
  // A path of a socket may have 107 bytes at most; a home folder may be longer.
  unix_socket_directories: "",
  timezone: "UTC",
  log_timezone: "UTC",
  shared_buffers: "128MB",
  max_connections: "200",
  max_wal_size: "1GB",
  jit: "off",
};

/** Starts the server of `folder`, or attaches to it when it runs. Several processes may call this at the same time. */
export async function startEmbedded(
  folder: string,
  clock: Clock,
  options: EmbeddedOptions = {},
): Promise<EmbeddedServer> {
  const paths = clusterPaths(folder);
  // Only root needs to let another user through to the data; the data folder itself is closed to all but its owner.
  const mode = process.getuid?.() === 0 ? 0o711 : 0o700;
  mkdirSync(dirname(folder), { recursive: true, mode });
  mkdirSync(folder, { recursive: true, mode });
  return withFolderLock(folder, clock, async () => {
    const { pid, settings, started } = await open(paths, clock, options);
    return {
      url: urlOf(settings, options.database),
      pid,
      started,
      isRunning: () => readPostmaster(paths.data)?.pid === pid,
      stop: () => stopPostmaster(pid, clock),
    };
  });
}

/** The URL of the server of `folder`, running or not; null before its first start. */
export function embeddedUrl(folder: string, database?: string): string | null {
  const settings = readSettings(clusterPaths(folder));
  return settings && urlOf(settings, database);
}

function urlOf(settings: ClusterSettings, database = "curfew"): string {
  return `postgres://${DATABASE_USER}:${settings.password}@127.0.0.1:${settings.port}/${database}`;
}

async function open(paths: ClusterPaths, clock: Clock, options: EmbeddedOptions) {
  for (;;) {
    const attached = await attach(paths, clock);
    const server = attached ?? (await launch(paths, clock, options));
    try {
      await ensureDatabase(server.settings, options.database);
      return { ...server, started: !attached };
    } catch (error) {
      // One that is being killed stands there as ready until the system has ended it.
      if (!attached || !(await isGoneSoon(server.pid, clock))) throw error;
    }
  }
}

async function isGoneSoon(pid: number, clock: Clock): Promise<boolean> {
  const patience = clock.monotonic() + GONE_WITHIN_MS;
  while (isAlive(pid) && clock.monotonic() < patience) await clock.sleep(20);
  return !isAlive(pid);
}

async function attach(paths: ClusterPaths, clock: Clock) {
  for (;;) {
    const running = readPostmaster(paths.data);
    const settings = readSettings(paths);
    if (!running || !settings) return null;
    if (running.state === "ready") return { pid: running.pid, settings: { ...settings, port: running.port } };
    if (running.state === "stopping") await stopPostmaster(running.pid, clock);
    else await clock.sleep(20);
  }
}

async function launch(paths: ClusterPaths, clock: Clock, options: EmbeddedOptions) {
  const binaries = findBinaries();
  const identity = chooseIdentity(binaries.postgres, paths.folder, paths.data);
  const settings = await ensureCluster(paths, binaries, identity);
  if (!(await isFree(settings.port))) {
    if (options.keepPort) throw new Error(`Port ${settings.port} is taken by another program.`);
    settings.port = await freePort();
    writeSettings(paths, settings);
  }
  clearStale(paths.data);
  giveTo(identity, paths.data);
  const child = spawnServer(paths, binaries, identity, {
    ...DEFAULT_SETTINGS,
    ...options.settings,
    port: String(settings.port),
  });
  await ready(paths, child, clock);
  return { pid: child.pid as number, settings };
}

/** Detached: a Ctrl-C in the terminal must not reach it before its clients have gone. */
function spawnServer(
  paths: ClusterPaths,
  binaries: Binaries,
  identity: Identity,
  settings: Record<string, string>,
): ChildProcess {
  const args = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const command = runAs(identity, binaries.postgres, ["-D", paths.data, ...args]);
  const log = openLog(paths.log);
  const child = spawn(command.file, command.args, {
    ...command.ids,
    cwd: paths.folder,
    detached: true,
    stdio: ["ignore", log, log],
    env: { PATH: process.env.PATH, LC_ALL: "C" } as Partial<NodeJS.ProcessEnv> as NodeJS.ProcessEnv,
  });
  closeSync(log);
  child.unref();
  return child;
}

function openLog(file: string): number {
  if (existsSync(file) && statSync(file).size > LOG_LIMIT_BYTES) renameSync(file, `${file}.1`);
  return openSync(file, "a", 0o600);
}

async function ready(paths: ClusterPaths, child: ChildProcess, clock: Clock): Promise<void> {
  let fault: string | null = null;
  child.once("error", (error) => {
    fault = error.message;
  });
  const limit = clock.monotonic() + START_LIMIT_MS;
  while (readPostmaster(paths.data)?.state !== "ready") {
    if (child.exitCode !== null || child.signalCode !== null)
      fault ??= `it ended with code ${child.exitCode}`;
    if (!fault && clock.monotonic() > limit)
      fault = `it was not ready after ${START_LIMIT_MS / 1000} seconds`;
    if (fault)
      throw new Error(
        `The database did not start: ${fault}. Last lines of ${paths.log}:\n${tail(paths.log)}`,
      );
    await clock.sleep(20);
  }
}

function tail(file: string): string {
  return existsSync(file) ? readFileSync(file, "utf8").trimEnd().split("\n").slice(-8).join("\n") : "";
}

async function ensureDatabase(settings: ClusterSettings, database = "curfew"): Promise<void> {
  const sql = postgres(urlOf(settings, "postgres"), { max: 1, onnotice: () => {} });
  try {
    const rows = await sql`select 1 from pg_database where datname = ${database}`;
    if (rows.length === 0) await sql`create database ${sql(database)}`;
  } finally {
    await sql.end({ timeout: 5 });
  }
}
