import { existsSync } from "node:fs";
import { join } from "node:path";
import { findPython } from "../../process/python-interpreter.ts";
import type { ReplicaSpec } from "../../protocol/runner-agent.ts";
import { type AgentPaths, hostEnvironment } from "./worker-environment.ts";

/** What to start for a service class. */
export interface HostProgram {
  file: string;
  args: string[];
}

/** Throws, with words for a person, when it is not on this machine. */
export async function findHostProgram(spec: ReplicaSpec, paths: AgentPaths): Promise<HostProgram> {
  if (spec.program.runtime === "python") {
    const file = await findPython(spec.program.directory, hostEnvironment(spec, paths, ""));
    return { file, args: ["-m", "curfew.host"] };
  }
  const host = join(paths.root, "dist", "node-host.mjs");
  if (!existsSync(host)) throw new Error(`${host} is missing: build Curfew first`);
  return { file: process.execPath, args: [host] };
}
