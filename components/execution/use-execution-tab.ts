"use client";

import { parseAsInteger, parseAsStringLiteral, useQueryState } from "nuqs";
import { useState } from "react";
import { isTerminal } from "#server/domain/status.ts";
import type { ExecutionDetail } from "#server/domain/views.ts";
import { EXECUTION_TABS, type ExecutionTab } from "./execution-tabs.tsx";

/** What the address says of the page: which tab is open, and the log of which attempt. */
export const TAB_PARSERS = { tab: parseAsStringLiteral(EXECUTION_TABS), attempt: parseAsInteger };

/** The open tab, kept in the URL. Without one there: the log of what runs, else the timeline. */
export function useExecutionTab(execution: Pick<ExecutionDetail, "status">) {
  // An end that comes while somebody reads must not turn the page.
  const [first] = useState<ExecutionTab>(() => (isTerminal(execution.status) ? "timeline" : "logs"));
  const [chosen, setTab] = useQueryState("tab", TAB_PARSERS.tab);
  return [chosen ?? first, (tab: ExecutionTab) => void setTab(tab)] as const;
}

/** The attempt whose log is shown, kept in the URL; the newest one without a choice. */
export function useLogAttempt(attempts: number[]) {
  const [chosen, setAttempt] = useQueryState("attempt", TAB_PARSERS.attempt);
  const newest = attempts.at(-1) ?? 1;
  const attempt = chosen !== null && attempts.includes(chosen) ? chosen : newest;
  return [attempt, (next: number) => void setAttempt(next)] as const;
}
