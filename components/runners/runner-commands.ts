import type { RunnerView } from "#server/domain/runner-views.ts";

/** What can be done to a runner now; null when nothing can. A drain outlives the runner's process, so that it can be ended then too. */
export function runnerAction({ state, drainingAt }: Pick<RunnerView, "state" | "drainingAt">) {
  if (drainingAt) return "undrain";
  return state === "active" ? "drain" : null;
}

/** The same for all of them, with words that name each; two on one host are told apart by their pids. */
export function runnerCommands<R extends Pick<RunnerView, "state" | "drainingAt" | "host" | "pid">>(
  runners: readonly R[],
): { does: "drain" | "undrain"; label: string; runner: R }[] {
  const isAlone = (host: string) => runners.filter((runner) => runner.host === host).length === 1;
  return runners.flatMap((runner) => {
    const does = runnerAction(runner);
    if (!does) return [];
    const name = isAlone(runner.host) ? runner.host : `${runner.host}, pid ${runner.pid}`;
    const label = does === "drain" ? `Drain ${name}…` : `Let ${name} take work again`;
    return [{ does, label, runner }];
  });
}
