import { spawn } from "node:child_process";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import { AGENT_VARIABLE, type AgentPaths } from "./workers/worker-environment.ts";

/**
 * Waits until its standard input ends, which means that the agent is gone, however it died, or until no line has come
 * for four looks: then the agent is frozen and holds no deadline and no lease any more. Whatever carries the agent's
 * mark or lives in a control group of its workers is killed, also what left its group and its session. Two shells, 1.4 MB.
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
(
  silent=0
  trap 'silent=0' USR1
  while sleep "$2"; do
    silent=$((silent + 1))
    [ $silent -ge 4 ] && end_all "$1" "$3"
  done
) &
watch=$!
while read -r _; do kill -USR1 $watch 2>/dev/null; done
trap '' TERM
kill -TERM 0
end_all "$1" "$3"
leave "$3"
`;

/** Four looks without a sign are 18 to 24 seconds: before anybody may give away what the agent holds. */
const LOOK_SECONDS = 6;
/** Often enough that an agent with much to do is not taken for a frozen one. */
const SIGN_MS = 2_000;

/** No agent, no worker: holds also for what neither a leash nor the kernel's parent-death signal reaches. */
export function startGuardian(
  { agentNonce, controlGroup }: Pick<AgentPaths, "agentNonce" | "controlGroup">,
  clock: Clock,
  log: Log,
  lookSeconds = LOOK_SECONDS,
): () => void {
  const args = [agentNonce, String(lookSeconds), controlGroup?.folder ?? ""];
  const child = spawn("/bin/sh", ["-c", SCRIPT, "curfew-guardian", ...args], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
    env: { PATH: "/usr/local/bin:/usr/bin:/bin" } as unknown as NodeJS.ProcessEnv,
  });
  child.on("error", (error) => log.warn({ error }, "the guardian can't be started"));
  child.stdin?.on("error", () => {});
  // It must not be what keeps the agent alive.
  child.unref();
  const cancel = clock.every(SIGN_MS, () => child.stdin?.write("\n"));
  return () => {
    cancel();
    child.stdin?.end();
  };
}
