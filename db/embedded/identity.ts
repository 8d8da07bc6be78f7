import { spawnSync } from "node:child_process";
import { chownSync, existsSync, readFileSync, statSync } from "node:fs";

/** How PostgreSQL's programs are started, and who owns its files. PostgreSQL refuses to run as root. */
export interface Identity {
  /** `self` the user who runs Curfew; `user` another user; `namespace` root, which sees itself as nobody. */
  kind: "self" | "user" | "namespace";
  /** Owner of the data folder. */
  uid: number;
  gid: number;
}

const NOBODY = 65_534;

/**
 * Chooses an identity that can run `program` and write in `folder`. A data folder that exists already decides by
 * its owner. As root, in this order: user postgres, a user namespace (works below folders that only root may
 * enter, but the files stay root's), user nobody.
 */
export function chooseIdentity(program: string, folder: string, data: string): Identity {
  const uid = process.getuid?.() ?? 0;
  const gid = process.getgid?.() ?? 0;
  if (uid !== 0) return { kind: "self", uid, gid };
  const candidates = [postgresUser(), namespace(), { kind: "user", uid: NOBODY, gid: NOBODY } as const];
  const owner = existsSync(data) ? statSync(data).uid : null;
  for (const identity of candidates) {
    if (!identity || (owner !== null && identity.uid !== owner)) continue;
    if (canRun(identity, program, folder)) return identity;
  }
  throw new Error(
    `PostgreSQL does not run as root, and neither user postgres, nor unshare, nor user nobody can run ${program} ` +
      `with its data below ${folder}. Run Curfew as an ordinary user, or set DATABASE_URL.`,
  );
}

/** The command line that runs `program` under `identity`, and the ids for spawn. */
export function runAs(identity: Identity, program: string, args: string[]) {
  const ids = identity.kind === "user" ? { uid: identity.uid, gid: identity.gid } : {};
  if (identity.kind !== "namespace") return { file: program, args, ids };
  const mapped = ["--user", `--map-user=${NOBODY}`, `--map-group=${NOBODY}`, "--", program, ...args];
  return { file: "unshare", args: mapped, ids };
}

/** Gives a path to the identity's user. */
export function giveTo(identity: Identity, path: string): void {
  if (identity.kind === "user") chownSync(path, identity.uid, identity.gid);
}

function namespace(): Identity {
  return { kind: "namespace", uid: 0, gid: 0 };
}

function postgresUser(): Identity | null {
  const entry = readFileSync("/etc/passwd", "utf8").match(/^postgres:[^:]*:(\d+):(\d+):/m);
  return entry && { kind: "user", uid: Number(entry[1]), gid: Number(entry[2]) };
}

/** Tried rather than computed from permission bits: mounts, ACLs and security modules have a say too. */
function canRun(identity: Identity, program: string, folder: string): boolean {
  const script = 'cd "$2" && "$1" --version';
  const command = runAs(identity, "/bin/sh", ["-c", script, "sh", program, folder]);
  return spawnSync(command.file, command.args, { ...command.ids, stdio: "ignore" }).status === 0;
}
