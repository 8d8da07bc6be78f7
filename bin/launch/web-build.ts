import { spawn } from "node:child_process";
import { closeSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withFolderLock } from "#db/embedded/folder-lock.ts";
import { type Clock, systemClock } from "#server/clock.ts";
import { compressScripts } from "./compress-scripts.ts";
import { lastLines, openLogFile } from "./log-file.ts";
import { CannotStart, type Say, say, seconds } from "./say.ts";
import { sourceHash } from "./source-hash.ts";

/** The folder that Next builds into, relative to the root. */
export function distFolder(): string {
  return process.env.NEXT_DIST_DIR || ".next";
}

/** Builds the screens when their sources have changed since the last build. Starts side by side build once. */
export async function ensureWebBuilt(
  place: { root: string; home: string },
  clock: Clock,
  stop: AbortSignal,
  tell: Say,
): Promise<void> {
  const stamp = join(place.root, distFolder(), "curfew-sources");
  mkdirSync(join(place.root, "dist"), { recursive: true });
  await withFolderLock(join(place.root, "dist"), clock, async () => {
    const hash = sourceHash(place.root);
    if (existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return;
    tell("Screens", "building …");
    const startedAt = clock.monotonic();
    await build(place, stop);
    await compressScripts(join(place.root, distFolder(), "static", "chunks"));
    writeFileSync(stamp, hash);
    tell("Screens", `built in ${seconds(clock.monotonic() - startedAt)}`);
  });
}

/** Builds them for a program that only wants them built. */
export async function buildWeb(place: { root: string; home: string }): Promise<void> {
  mkdirSync(join(place.home, "logs"), { recursive: true });
  await ensureWebBuilt(place, systemClock, new AbortController().signal, say);
}

function build({ root, home }: { root: string; home: string }, stop: AbortSignal): Promise<void> {
  const file = join(home, "logs", "build.log");
  const log = openLogFile(file);
  const next = join(root, "node_modules", "next", "dist", "bin", "next");
  const { DATABASE_URL: _unused, ...env } = process.env;
  const child = spawn(process.execPath, [next, "build"], {
    cwd: root,
    env: { ...env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", CURFEW_BROTLI: "1" },
    stdio: ["ignore", log, log],
    signal: stop,
  });
  closeSync(log);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => {
      if (code === 0) return resolve();
      reject(
        new CannotStart(`The screens could not be built. Last lines of ${file}:\n${lastLines(file, 30)}`),
      );
    });
  });
}
