import { spawn } from "node:child_process";
import { GUARDIAN_PATIENCE_MS, LAST_PATIENCE_MS } from "../domain/liveness.ts";
import type { Log } from "../log.ts";
import { AGENT_VARIABLE, type AgentPaths } from "./workers/worker-environment.ts";

/**
 * Waits until its standard input ends, which means that the agent is gone, however it died, or until its patience is over:
 * then the agent is frozen, or its lease ends, and it holds no deadline any more. A line begins the patience anew; the line
 * `last` shortens it. Whatever carries the agent's mark or lives in a control group of its workers is killed, also what
 * left its group and its session. Two shells, 1.4 MB.
 */
const SCRIPT = `
marked() {
  if [ -d /proc/self ]; then
    grep -slz "^${AGENT_VARIABLE}=$1\\$" /proc/[0-9]*/environ | cut -d/ -f3
  else
    ps -axEww -o pid=,command= | grep " ${AGENT_VARIABLE}=$1" | grep -v grep | awk '{print $1}'
  fi
}
end_all() {
  for kill in "$2"/*/cgroup.kill; do
    [ -n "$2" ] && [ -f "$kill" ] && echo 1 > "$kill"
  done
  n=0
  while [ $n -lt 50 ]; do
    pids=$(marked "$1")
    [ -z "$pids" ] && return
    kill -KILL $pids 2>/dev/null
    n=$((n + 1))
    sleep 0.1
  done
}
# The last one out removes the groups.
leave() {
  [ -n "$1" ] || return
  echo 0 > "$1/../cgroup.procs"
  n=0
  while [ $n -lt 50 ] && [ -d "$1" ]; do
    rmdir "$1"/*/ "$1" && return
    n=$((n + 1))
    sleep 0.1
  done
} 2>/dev/null
# A sign must not be the end of a watch that does not wait for it yet.
trap '' USR1 USR2
(
  patience=$4 last=$5 left=$4
  trap 'left=$patience' USR1
  trap 'left=$last' USR2
  while sleep "$2"; do
    left=$((left - 1))
    [ $left -le 0 ] && end_all "$1" "$3"
  done
) &
watch=$!
while read -r sign; do
  if [ "$sign" = last ]; then kill -USR2 $watch; else kill -USR1 $watch; fi
done 2>/dev/null
trap '' TERM
kill -TERM 0
end_all "$1" "$3"
leave "$3"
`;

const LOOK_MS = 1_000;

export interface Guardian {
  /** The agent lives and may go on. */
  sign(): void;
  /** It stops its workers now. */
  lastSign(): void;
  /** Nothing runs any more. */
  dismiss(): void;
}

/** No agent and no lease, no worker: holds also for what neither a leash nor the kernel's parent-death signal reaches. */
export function startGuardian(
  { agentNonce, controlGroup }: Pick<AgentPaths, "agentNonce" | "controlGroup">,
  log: Log,
  lookMs = LOOK_MS,
): Guardian {
  const looks = [GUARDIAN_PATIENCE_MS, LAST_PATIENCE_MS].map((patience) => String(patience / LOOK_MS));
  const args = [agentNonce, String(lookMs / 1_000), controlGroup?.folder ?? "", ...looks];
  const child = spawn("/bin/sh", ["-c", SCRIPT, "curfew-guardian", ...args], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
    env: { PATH: "/usr/local/bin:/usr/bin:/bin" } as unknown as NodeJS.ProcessEnv,
  });
  child.on("error", (error) => log.warn({ error }, "the guardian can't be started"));
  child.stdin?.on("error", () => {});
  // It must not be what keeps the agent alive.
  child.unref();
  return {
    sign: () => child.stdin?.write("\n"),
    lastSign: () => child.stdin?.write("last\n"),
    dismiss: () => child.stdin?.end(),
  };
}
