import type { LogLine } from "./types.ts";

export type LogLevel = NonNullable<LogLine["level"]>;

/** What to look for in a log: a text, whatever its case, levels, or both. */
export interface SearchLogs {
  text?: string;
  levels?: LogLevel[];
  /** The newest when left out. */
  attempt?: number;
  /** 0 when left out. */
  fromLine?: number;
  /** 1 to 1,000; 200 when left out. */
  limit?: number;
}
