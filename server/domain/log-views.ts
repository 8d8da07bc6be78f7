import type { LogLineView } from "./views.ts";

/** Lines of one attempt that were looked for. */
export interface LogSearchPage {
  attempt: number;
  lines: LogLineView[];
  /** Where to look on: one past the last line that was looked at. */
  nextLine: number;
  totalLines: number;
  /** True once no line can be added. */
  over: boolean;
}
