import type { LogLineView } from "#server/domain/views.ts";

/** A line as it stands in a downloaded log: time in UTC, stream, text. */
export function logText({ at, stream, text }: LogLineView): string {
  return `${at.toISOString()} ${stream} ${text}\n`;
}
