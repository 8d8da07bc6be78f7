import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Binaries } from "./binaries.ts";
import { freePort } from "./free-port.ts";
import { giveTo, type Identity, runAs } from "./identity.ts";

/** The files of one embedded server. */
export interface ClusterPaths {
  folder: string;
  data: string;
  log: string;
  /** Port and password; only its owner may read it. */
  settings: string;
}

export interface ClusterSettings {
  port: number;
  password: string;
}

export const DATABASE_USER = "curfew";

export function clusterPaths(folder: string): ClusterPaths {
  return {
    folder,
    data: join(folder, "data"),
    log: join(folder, "postgres.log"),
    settings: join(folder, "server.json"),
  };
}

/** Null before the first start. */
export function readSettings(paths: ClusterPaths): ClusterSettings | null {
  if (!existsSync(paths.settings)) return null;
  return JSON.parse(readFileSync(paths.settings, "utf8")) as ClusterSettings;
}

export function writeSettings(paths: ClusterPaths, settings: ClusterSettings): void {
  const draft = `${paths.settings}.new`;
  writeFileSync(draft, `${JSON.stringify(settings)}\n`, { mode: 0o600 });
  renameSync(draft, paths.settings);
}

/**
 * Makes the data folder with a random password when there is none yet. It is made beside and then renamed, so that
 * a start which was cut in the middle leaves nothing half done.
 */
export async function ensureCluster(
  paths: ClusterPaths,
  binaries: Binaries,
  identity: Identity,
): Promise<ClusterSettings> {
  const known = readSettings(paths);
  if (known && existsSync(paths.data)) return known;
  if (existsSync(paths.data)) {
    throw new Error(
      `${paths.settings} is missing: the password of the database in ${paths.data} is not known`,
    );
  }
  const settings = { port: await freePort(), password: randomBytes(24).toString("hex") };
  writeSettings(paths, settings);
  initialise(paths, binaries, identity, settings.password);
  return settings;
}

function initialise(paths: ClusterPaths, binaries: Binaries, identity: Identity, password: string): void {
  const draft = `${paths.data}.new`;
  const passwordFile = join(draft, "..", "password");
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  giveTo(identity, draft);
  giveTo(identity, passwordFile);
  const command = runAs(identity, binaries.initdb, [
    `--pgdata=${draft}`,
    `--username=${DATABASE_USER}`,
    `--pwfile=${passwordFile}`,
    "--auth-local=trust",
    "--auth-host=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--no-instructions",
  ]);
  const result = spawnSync(command.file, command.args, {
    ...command.ids,
    cwd: paths.folder,
    encoding: "utf8",
  });
  rmSync(passwordFile, { force: true });
  if (result.status !== 0) {
    throw new Error(`The database could not be created in ${paths.data}: ${result.stderr || result.error}`);
  }
  renameSync(draft, paths.data);
}
