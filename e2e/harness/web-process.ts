import { readdirSync, readFileSync } from "node:fs";
import { E2E_PORT } from "./place.ts";

/** The process of the web server under test. */
export function webPid(): number {
  for (const name of readdirSync("/proc")) {
    if (/^\d+$/.test(name) && isWeb(name)) return Number(name);
  }
  throw new Error("no web server of this run was found");
}

function isWeb(pid: string): boolean {
  try {
    const environment = readFileSync(`/proc/${pid}/environ`, "utf8").split("\0");
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8");
    return environment.includes(`PORT=${E2E_PORT}`) && command.startsWith("next-server");
  } catch {
    // It ended meanwhile, or is somebody else's.
    return false;
  }
}
