import { type MainThreadReport, REPORT_EXPRESSION } from "./stack-report.ts";

/**
 * What the main thread does now, asked from another thread: V8 lets an inspector interrupt code that never yields.
 * Resolves to null when it did not answer in that time: then it runs no JavaScript that could be interrupted.
 */
export async function askMainThread(withinMs: number): Promise<MainThreadReport | null> {
  // Loaded by those alone that are asked.
  const { Session } = await import("node:inspector");
  const session = new Session();
  session.connectToMainThread();
  return new Promise((resolve) => {
    const finish = (report: MainThreadReport | null) => {
      clearTimeout(timer);
      // A session that stays would hold up the end of the process.
      session.disconnect();
      resolve(report);
    };
    const timer = setTimeout(() => finish(null), withinMs);
    session.post(
      "Runtime.evaluate",
      { expression: REPORT_EXPRESSION, returnByValue: true },
      (error, answer) => finish(error ? null : (JSON.parse(String(answer.result.value)) as MainThreadReport)),
    );
  });
}
