import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

const TOP = ["app", "bench", "bin", "components", "db", "e2e", "examples", "sdk", "server"];
const SKIPPED = new Set(["node_modules", "__pycache__", ".venv", "dist", "migrations", "transcripts"]);

/** One import of another file of the project. */
export interface Import {
  /** The imported file, relative to the root. */
  path: string;
  typeOnly: boolean;
}

/** All program files of the project, relative to its root. */
export function sourceFiles(root: string): string[] {
  return TOP.flatMap((top) => (existsSync(join(root, top)) ? walk(root, top) : []));
}

function walk(root: string, folder: string): string[] {
  return readdirSync(join(root, folder)).flatMap((name) => {
    const path = `${folder}/${name}`;
    if (SKIPPED.has(name)) return [];
    if (statSync(join(root, path)).isDirectory()) return walk(root, path);
    return /\.(ts|tsx|mjs|py)$/.test(name) ? [path] : [];
  });
}

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s+(type\s+)?([^;"']*?\sfrom\s+)?["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']\s*\)/g;

/** The project's own files that `path` imports; packages are left out. */
export function importsOf(root: string, path: string): Import[] {
  if (path.endsWith(".py")) return [];
  const text = readFileSync(join(root, path), "utf8");
  return [...text.matchAll(IMPORT)].flatMap(([, type, names, from, dynamic]) => {
    const target = resolve(path, from ?? dynamic ?? "");
    return target ? [{ path: target, typeOnly: Boolean(type) || onlyTypes(names) }] : [];
  });
}

/** True of `{ type A, type B } from`. */
function onlyTypes(names: string | undefined): boolean {
  const inside = names?.match(/^\{([\s\S]*)\}\s+from\s+$/)?.[1];
  if (!inside) return false;
  return inside.split(",").every((name) => name.trim() === "" || name.trim().startsWith("type "));
}

function resolve(importer: string, target: string): string | null {
  if (target.startsWith("#")) return target.slice(1);
  if (target.startsWith(".")) return normalize(join(dirname(importer), target));
  return null;
}

export function lineCount(root: string, path: string): number {
  return readFileSync(join(root, path), "utf8").trimEnd().split("\n").length;
}

/** The files of one circle of imports, or nothing. */
export function findCycle(graph: Map<string, string[]>): string[] {
  const done = new Set<string>();
  const trail: string[] = [];
  function visit(path: string): string[] {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
    if (done.has(path)) return [];
    trail.push(path);
    for (const next of graph.get(path) ?? []) {
      const cycle = visit(next);
      if (cycle.length > 0) return cycle;
    }
    trail.pop();
    done.add(path);
    return [];
  }
  for (const path of graph.keys()) {
    const cycle = visit(path);
    if (cycle.length > 0) return cycle;
  }
  return [];
}
