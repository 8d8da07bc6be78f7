import type { Context } from "#server/context.ts";
import { logText } from "#server/executions/log-text.ts";
import { type DownloadLogsInput, openLogs } from "#server/executions/read-logs.ts";
import type { Answer } from "./follow.ts";

/** The whole output of one attempt as text, piece by piece; the id is its number. The first piece is empty. */
export async function* downloadLogs(
  ctx: Context,
  input: DownloadLogsInput,
): AsyncGenerator<Answer<string>, void> {
  const { attempt, batches } = await openLogs(ctx, input);
  const piece = (value: string) => ({ id: `${attempt}`, value, last: false });
  yield piece("");
  for await (const lines of batches) yield piece(lines.map(logText).join(""));
}
