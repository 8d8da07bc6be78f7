import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { v7 as uuidv7 } from "uuid";

/** What a runner keeps on disk: who it is, where agents find it, and a folder for each replica. */
export interface RunnerHome {
  runnerId: string;
  /** Holds `{ url, epoch }` of the present process; agents read it before each connection. */
  addressFile: string;
  writeAddress(url: string, epoch: number): void;
  /** The folder of a replica: its spec, its spool and its agent's log. */
  replicaFolder(replicaId: string): string;
  /** Replicas that have a folder. */
  replicaIds(): string[];
}

/** Opens `CURFEW_HOME/runner`, and gives the runner its id on the first start. */
export function openRunnerHome(home: string): RunnerHome {
  const folder = join(home, "runner");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const addressFile = join(folder, "address.json");
  const replicas = join(home, "replicas");
  return {
    runnerId: readOrCreateId(join(folder, "id")),
    addressFile,
    writeAddress(url, epoch) {
      const draft = `${addressFile}.new`;
      writeFileSync(draft, JSON.stringify({ url, epoch }), { mode: 0o600 });
      renameSync(draft, addressFile);
    },
    replicaFolder: (replicaId) => join(replicas, replicaId),
    replicaIds: () => (existsSync(replicas) ? readdirSync(replicas) : []),
  };
}

function readOrCreateId(file: string): string {
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    const id = uuidv7();
    writeFileSync(file, `${id}\n`, { mode: 0o600 });
    return id;
  }
}
