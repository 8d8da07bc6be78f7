import { existsSync } from "node:fs";

/** Why nothing of a service can be started here, for a person; null when its folder is there. */
export function folderFault(directory: string): string | null {
  return existsSync(directory) ? null : `The service's folder ${directory} does not exist on this machine`;
}
