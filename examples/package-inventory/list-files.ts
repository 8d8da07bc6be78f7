import { readdir } from "node:fs/promises";
import { join } from "node:path";

/**
 * All regular files below `folder`, as paths relative to it, in a stable order. Links are not followed. Hidden
 * folders that tools keep beside the packages (`.cache`, `.vite`) belong to no package and are left out.
 */
export async function listFiles(folder: string, checkpoint: () => void): Promise<string[]> {
  const files: string[] = [];
  const folders = [""];
  for (let current = folders.pop(); current !== undefined; current = folders.pop()) {
    checkpoint();
    const entries = await readdir(join(folder, current), { withFileTypes: true });
    for (const entry of entries) {
      const path = join(current, entry.name);
      if (entry.isFile()) files.push(path);
      else if (entry.isDirectory() && !(current === "" && entry.name.startsWith("."))) folders.push(path);
    }
  }
  return files.sort();
}
