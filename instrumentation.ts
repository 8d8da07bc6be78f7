/** Compiled for the edge as well, where nothing of Node may be named. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs") await (await import("./instrumentation-node.ts")).start();
}
