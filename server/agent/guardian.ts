import { spawn } from "node:child_process";
import type { Log } from "../log.ts";
import { AGENT_VARIABLE } from "./workers/worker-environment.ts";

/**
 * Waits until its standard input ends, which means that the agent is gone, however it died. Then whatever carries the
 * agent's mark is killed, also what left its group and its session. 0.7 MB of shell.
 */
const SCRIPT = `
while read -r _; do :; done
marked() {
  if [ -d /proc/self ]; then
    grep -slz "^${AGENT_VARIABLE}=$1\\$" /proc/[0-9]*/environ | cut -d/ -f3
  else
    ps -axEww -o pid=,command= | grep " ${AGENT_VARIABLE}=$1" | grep -v grep | awk '{print $1}'
  fi
}
n=0
while [ $n -lt 50 ]; do
  pids=$(marked "$1")
  [ -z "$pids" ] && exit 0
  kill -KILL $pids 2>/dev/null
  n=$((n + 1))
  sleep 0.1
done
`;

/** No agent, no worker: holds also for what neither a leash nor the kernel's parent-death signal reaches. */
export function startGuardian(agentNonce: string, log: Log): () => void {
  const child = spawn("/bin/sh", ["-c", SCRIPT, "curfew-guardian", agentNonce], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
    env: { PATH: "/usr/local/bin:/usr/bin:/bin" } as unknown as NodeJS.ProcessEnv,
  });
  child.on("error", (error) => log.warn({ error }, "the guardian can't be started"));
  child.stdin?.on("error", () => {});
  // It must not be what keeps the agent alive.
  child.unref();
  return () => child.stdin?.end();
}
