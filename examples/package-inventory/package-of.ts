import { sep } from "node:path";

/**
 * The package that a file belongs to: the folder after the last `node_modules` on its way, two folders for a scoped
 * one. `file` is relative to a node_modules folder; null for a file beside the packages, or in a `.bin` of theirs.
 */
export function packageOf(file: string): string | null {
  const parts = file.split(sep);
  const start = parts.lastIndexOf("node_modules") + 1;
  const length = parts[start]?.startsWith("@") ? 2 : 1;
  if (parts[start]?.startsWith(".") || parts.length <= start + length) return null;
  return parts.slice(0, start + length).join("/");
}
