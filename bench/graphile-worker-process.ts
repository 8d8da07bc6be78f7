import { run, type TaskList } from "graphile-worker";
import postgres from "postgres";

// Graphile Worker in a process of its own, as Curfew's runner is; its handlers tell the benchmark what they saw.
const [connectionString = "", concurrency = "1"] = process.argv.slice(2);
const CHANNEL = "bench_stop";
const PAUSE_MS = 0.5;

const now = () => String(process.hrtime.bigint());
const tell = (message: object) => process.send?.(message);

/** Graphile Worker has no stop for a running job: this is what one would write oneself. */
const stopped = new Set<string>();
const never = new Int32Array(new SharedArrayBuffer(4));

const taskList: TaskList = {
  stamp: () => {
    tell({ at: now() });
  },
  nothing: () => {},
  loop: async (payload) => {
    const { key } = payload as { key: string };
    tell({ running: key });
    while (!stopped.has(key)) {
      await new Promise((resolve) => setImmediate(resolve));
      Atomics.wait(never, 0, 0, PAUSE_MS);
    }
    tell({ at: now() });
  },
};

const sql = postgres(connectionString, { max: 1, onnotice: () => {} });
await sql.listen(CHANNEL, (key) => stopped.add(key));
const runner = await run({
  connectionString,
  concurrency: Number(concurrency),
  maxPoolSize: Number(concurrency) + 2,
  taskList,
  noHandleSignals: true,
  logger: undefined,
  pollInterval: 2_000,
});
process.on("message", () => {
  void Promise.all([runner.stop(), sql.end()]).then(() => process.exit(0));
});
tell({ ready: true });
