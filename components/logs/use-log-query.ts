"use client";

import { parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { TAB_PARSERS } from "#components/execution/use-execution-tab.ts";
import type { LogQuery } from "./use-log-search.ts";

/** Levels that a reader can begin at. */
export const LEAST_LEVELS = ["debug", "info", "warn", "error"] as const;

const PARSERS = {
  ...TAB_PARSERS,
  find: parseAsString.withDefault(""),
  level: parseAsStringLiteral(LEAST_LEVELS),
  only: parseAsBoolean.withDefault(false),
};

export interface LogQueryState {
  query: LogQuery;
  onQuery: (query: LogQuery) => void;
  /** Only what was found is shown. */
  only: boolean;
  onOnly: (only: boolean) => void;
}

/** What is looked for, kept in the URL beside the log and the attempt that it is looked for in: a link shows the same. */
export function useLogQuery(attempt: number): LogQueryState {
  const [{ find, level, only }, set] = useQueryStates(PARSERS);
  const here = { tab: "logs", attempt } as const;
  return {
    query: { text: find, least: level },
    onQuery: ({ text, least }) => void set({ ...here, find: text, level: least }),
    only,
    onOnly: (next) => void set({ ...here, only: next }),
  };
}
