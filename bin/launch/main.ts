import { connect, type Database } from "#db/client.ts";
import { migrate } from "#db/migrate.ts";
import { createSignInLink, isSomeoneSignedIn } from "#server/auth/sign-in-link.ts";
import { systemClock } from "#server/clock.ts";
import { type Env, EnvFault, readEnv } from "#server/env.ts";
import { browserAddress, webAnswers } from "./address.ts";
import { type Mode, runnerSpec, webSpec } from "./children.ts";
import { openDatabase } from "./database.ts";
import { deployExamples } from "./examples.ts";
import { claimHome } from "./home.ts";
import { endLeftovers, replicasOf } from "./leftovers.ts";
import { lastLines } from "./log-file.ts";
import { checkPort } from "./ports.ts";
import { CannotStart, say, seconds } from "./say.ts";
import { listenForStop, type StopRequests } from "./stop-requests.ts";
import { describeStopWait, readStopWait, runnerPatienceMs } from "./stop-wait.ts";
import { type ChildSpec, type SupervisedChild, supervise } from "./supervised-child.ts";
import { ensureWebBuilt } from "./web-build.ts";

const clock = systemClock;
const WEB_PATIENCE_MS = 8_000;
/** A web server that ends this often before its first answer will not recover by itself. */
const HOPELESS_FAILURES = 4;

/** Runs Curfew until it is asked to stop. Resolves to the exit code. */
export async function launch({ mode = "production" }: { mode?: Mode } = {}): Promise<number> {
  // Nobody may read it any more: no reason to end without ending what was started.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
  const requests = listenForStop(clock.monotonic);
  let release = () => {};
  try {
    const env = readEnv(process.env);
    release = claimHome(env.home);
    await checkPort(env.port, env.host);
    if (mode === "production") await ensureWebBuilt(env, clock, requests.stop, say);
    await runWithDatabase(env, mode, requests);
    return 0;
  } catch (error) {
    if (requests.stop.aborted) return 0;
    const expected = error instanceof CannotStart || error instanceof EnvFault;
    console.error(expected ? (error as Error).message : error);
    return 1;
  } finally {
    release();
    requests.forget();
  }
}

async function runWithDatabase(env: Env, mode: Mode, requests: StopRequests): Promise<void> {
  const opened = await openDatabase(env, clock);
  say("Database", opened.description);
  opened.keep((fact) => say("Database", fact));
  let everything = false;
  try {
    await migrate(opened.url);
    const database = connect(opened.url, { max: 2, name: "curfew-start" });
    try {
      const runner = runnerSpec(env, opened.url, mode);
      const web = webSpec(env, opened.url, mode);
      await registerServices(env, database);
      everything = await runChildren({ env, database, runner, web }, requests);
    } finally {
      await database.close();
    }
  } finally {
    await opened.stop();
  }
  say("Stopped", everything ? "everything" : "all but processes of replicas that do not die; ps shows them");
}

async function registerServices(env: Env, database: Database): Promise<void> {
  if (!env.examples) return;
  const names = await deployExamples({ database, clock, actor: "system" }, env.root);
  if (names.length > 0) say("Services", names.join(", "));
}

interface Household {
  env: Env;
  database: Database;
  runner: ChildSpec;
  web: ChildSpec;
}

/** Resolves to true when nothing of it is left. */
async function runChildren({ env, database, ...specs }: Household, requests: StopRequests): Promise<boolean> {
  const runner = startChild(specs.runner);
  const web = startChild(specs.web);
  let everything = false;
  try {
    await openDoors(env, database, web, requests.stop);
    await aborted(requests.stop);
  } finally {
    everything = await stopChildren(env, database, runner, web, requests.hurry);
  }
  return everything;
}

function startChild(spec: ChildSpec): SupervisedChild {
  return supervise(spec, clock, (how, delayMs) => {
    say(
      spec.name === "web" ? "Web" : "Runner",
      `ended (${how}); starts again in ${seconds(delayMs)}. See ${spec.log}`,
    );
  });
}

/** Waits for the web server and tells where to go. */
async function openDoors(
  env: Env,
  database: Database,
  web: SupervisedChild,
  stop: AbortSignal,
): Promise<void> {
  const giveUp = new AbortController();
  const cancel = clock.every(250, () => web.failures() >= HOPELESS_FAILURES && giveUp.abort());
  const up = await webAnswers(env, clock, AbortSignal.any([stop, giveUp.signal])).finally(cancel);
  if (!up && !stop.aborted) {
    throw new CannotStart(`The web server does not start:\n${lastLines(`${env.home}/logs/web.log`)}`);
  }
  if (!up) return;
  say("Open", browserAddress(env));
  if (await isSomeoneSignedIn({ database, clock })) return;
  say("Sign in", await createSignInLink({ database, env }));
  say("", "The link works once, for 15 minutes. For a new one: node bin/curfew.mjs sign-in");
}

/** The runner first: screens stay up to be looked at while work is being stopped. */
async function stopChildren(
  env: Env,
  database: Database,
  runner: SupervisedChild,
  web: SupervisedChild,
  hurry: AbortSignal,
): Promise<boolean> {
  const since = clock.monotonic();
  say("Stopping", describeStopWait(await readStopWait(database, clock)));
  const patience = async () =>
    runnerPatienceMs(await readStopWait(database, clock), clock.monotonic() - since);
  const how = await runner.stop(patience, hurry);
  if (how !== "in order") say("Runner", RUNNER_ENDED[how]);
  const everything = await endLeftovers(replicasOf(env.home), clock, hurry);
  const webPatience = [WEB_PATIENCE_MS];
  await web.stop(async () => webPatience.shift() ?? 0, hurry);
  return everything;
}

const RUNNER_ENDED = {
  absent: "did not run; its agents were not asked to stop",
  failed: "could not stop in order; see its log",
  killed: "was killed",
};

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    // A signal handler alone does not keep the process alive; the leashes of the children do.
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
