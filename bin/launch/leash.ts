/**
 * Loaded before the web server and the runner (`node --import`). The process that started them holds the other end
 * of their standard input and never writes: its end means that it is gone, however it died.
 *
 * The web server is asked to stop. The runner ends at once, as in a crash: its agents go on without it, a new start
 * within their lease takes them over, and otherwise they stop their workers themselves.
 */
const holder = process.env.CURFEW_LEASH;
delete process.env.CURFEW_LEASH;

if (holder && Number(holder) === process.ppid) {
  process.stdin.on("end", () => {
    if (process.argv[1]?.endsWith("runner.mjs")) process.exit(1);
    process.kill(process.pid, "SIGTERM");
    setTimeout(() => process.exit(1), 5_000).unref();
  });
  process.stdin.on("error", () => {});
  process.stdin.resume();
  // Reading must not be what keeps the process alive.
  (process.stdin as unknown as { unref?: () => void }).unref?.();
}
