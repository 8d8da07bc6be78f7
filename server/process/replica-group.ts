import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ControlGroup } from "./control-group.ts";

/** In a replica's folder: where its control group is. */
const FILE = "control-group";

/**
 * Puts this process, an agent, into a control group of its replica, before it starts anything; null where the system has
 * none for it. `folder` is the replica's.
 */
export function enterReplicaGroup(replicaId: string, folder: string): ControlGroup | null {
  const group = ControlGroup.create(nameOf(replicaId));
  if (!group) return null;
  if (!group.enter()) {
    group.remove();
    return null;
  }
  writeFileSync(join(folder, FILE), group.folder, { mode: 0o600 });
  return group;
}

/** The control group that a replica's agent said it entered; null when it said nothing. */
export function findReplicaGroup(replicaId: string, folder: string): ControlGroup | null {
  try {
    const group = new ControlGroup(readFileSync(join(folder, FILE), "utf8"));
    return group.name === nameOf(replicaId) ? group : null;
  } catch {
    return null;
  }
}

function nameOf(replicaId: string): string {
  return `curfew-${replicaId}`;
}
