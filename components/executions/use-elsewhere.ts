"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTRPC } from "#components/trpc/context.ts";
import type { ExecutionPage } from "#server/domain/list-views.ts";
import type { ExecutionRow } from "#server/domain/views.ts";
import { PAGE, whereInput } from "./list-options.ts";

interface Answer {
  page: ExecutionPage;
  where: string;
  ids: readonly string[];
}

const NOTHING: ReadonlyMap<string, ExecutionRow | null> = new Map();

/** Rows that newer ones moved beyond what is loaded, read by themselves; null where one no longer fits the filter. */
export function useElsewhere(
  where: string,
  ids: readonly string[],
): ReadonlyMap<string, ExecutionRow | null> {
  const trpc = useTRPC();
  const asked = ids.toSorted().slice(0, PAGE);
  const { data, isPlaceholderData } = useQuery({
    ...trpc.executions.list.queryOptions({ ...whereInput(where), ids: asked, limit: PAGE }),
    enabled: asked.length > 0,
    placeholderData: keepPreviousData,
  });
  // An answer says who has left only of those that it was asked about.
  const [answer, setAnswer] = useState<Answer | null>(null);
  if (asked.length > 0 && data && !isPlaceholderData && data !== answer?.page)
    setAnswer({ page: data, where, ids: asked });
  const answered = asked.length > 0 && answer?.where === where ? answer : null;
  return useMemo(() => (answered ? rowsOf(answered) : NOTHING), [answered]);
}

function rowsOf({ ids, page }: Answer): ReadonlyMap<string, ExecutionRow | null> {
  const rows = new Map(page.rows.map((row) => [row.id, row]));
  return new Map(ids.map((id) => [id, rows.get(id) ?? null]));
}
