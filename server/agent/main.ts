import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { systemClock } from "../clock.ts";
import { enterReplicaGroup } from "../process/replica-group.ts";
import { projectRoot } from "../project-root.ts";
import type { ReplicaSpec } from "../protocol/runner-agent.ts";
import { Agent } from "./agent.ts";
import { createAgentLog } from "./agent-log.ts";
import { realMachine } from "./agent-machine.ts";

// `node dist/agent.mjs <replica.json>`: supervises that replica until it has ended. It does not watch its parent: it
// is meant to outlive the runner that started it.
const file = process.argv[2];
if (!file) {
  process.stderr.write("usage: node dist/agent.mjs <path of replica.json>\n");
  process.exit(2);
}
const spec = JSON.parse(readFileSync(file, "utf8")) as ReplicaSpec;
const replicaFolder = dirname(resolve(file));
const log = createAgentLog(systemClock, spec.replicaId);
const paths = {
  root: process.env.CURFEW_ROOT ?? projectRoot(),
  replicaFolder,
  controlGroup: enterReplicaGroup(spec.replicaId, replicaFolder),
  agentNonce: randomBytes(16).toString("hex"),
  env: process.env,
};
log.info(
  { controlGroup: paths.controlGroup?.folder ?? null },
  "a control group keeps the workers together, or none",
);
const machine = realMachine(spec, paths, systemClock, log);
const agent = new Agent({ spec, machine, clock: systemClock, log });
for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.on(signal, () => agent.shutdown(`The agent got ${signal}`));
}
// A full disk under the log is no reason to end.
process.stdout.on("error", () => {});
// The terminal that it was started from may close.
process.on("SIGHUP", () => {});
// Whatever is wrong, workers do not outlive their agent: the kernel and the end of their streams see to that.
process.on("uncaughtException", (error) => {
  log.error({ error }, "the agent has a fault and ends");
  process.exit(1);
});
agent.start();
await agent.ended;
process.exit(0);
