import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { isMainThread, type MessagePort, parentPort, Worker, workerData } from "node:worker_threads";
import { ListeningThread } from "./listening-thread.ts";
import { endOwnGroup, Outbox } from "./outbox.ts";
import { offerStackReport } from "./stack-report.ts";
import { type HostSettings, WorkerHost } from "./worker-host.ts";

// The Node host of a service, as server/protocol/agent-worker.md says. Both of its threads start here.
if (isMainThread) startHost();
else startListening();

function startHost(): void {
  const settings = readSettings();
  process.setSourceMapsEnabled(true);
  writeLogsAtOnce();
  offerStackReport();
  const outbox = new Outbox();
  const thread = new Worker(new URL(import.meta.url), {
    workerData: outbox.lock,
    execArgv: [],
    stdin: false,
  });
  thread.on("error", endOwnGroup);
  void new WorkerHost(settings, outbox, thread).start();
}

function startListening(): void {
  // Without its leash a worker must not live on.
  process.on("uncaughtException", endOwnGroup);
  new ListeningThread(parentPort as MessagePort, workerData as Int32Array).start();
}

function readSettings(): HostSettings {
  const { CURFEW_ENTRY, CURFEW_CLASS, CURFEW_ROOT, CURFEW_ISOLATION } = process.env;
  if (!CURFEW_ENTRY) {
    process.stderr.write("CURFEW_ENTRY must name the file of the service; the agent sets it\n");
    process.exit(2);
  }
  const root = CURFEW_ROOT ?? join(dirname(fileURLToPath(import.meta.url)), "..");
  return {
    entry: CURFEW_ENTRY,
    className: CURFEW_CLASS ?? "ServiceRunner",
    sdkEntry: join(root, "sdk", "typescript", "curfew.ts"),
    shared: CURFEW_ISOLATION === "shared",
  };
}

/** On a pipe Node would keep lines in memory while the user's code computes, and lose them on a kill. */
function writeLogsAtOnce(): void {
  for (const stream of [process.stdout, process.stderr]) {
    const handle = (stream as { _handle?: { setBlocking?(blocking: boolean): void } })._handle;
    handle?.setBlocking?.(true);
    // The reader is the agent; when it is gone the leash ends this process.
    stream.on("error", () => {});
  }
}
