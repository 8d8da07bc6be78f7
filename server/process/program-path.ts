import { accessSync, constants, statSync } from "node:fs";
import { delimiter, isAbsolute, join, resolve } from "node:path";

/** The file that a shell would start for `name` in `directory`; null when there is none that may be run. */
export function findProgram(name: string, directory: string, path: string | undefined): string | null {
  if (name.includes("/")) return isRunnable(resolve(directory, name)) ? resolve(directory, name) : null;
  const folders = (path ?? "/usr/local/bin:/usr/bin:/bin").split(delimiter);
  for (const folder of folders) {
    const file = join(isAbsolute(folder) ? folder : resolve(directory, folder), name);
    if (isRunnable(file)) return file;
  }
  return null;
}

function isRunnable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
