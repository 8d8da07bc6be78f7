"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTRPC } from "#components/trpc/context.ts";
import { type KnownValues, labelInProgress } from "#server/domain/query/complete-query.ts";
import type { ExecutionRow } from "#server/domain/views.ts";

export interface FilterCompletion {
  /** Told what is being typed. */
  onTyping: (text: string) => void;
  labelValues: readonly string[];
  known: Omit<KnownValues, "labelValues">;
}

/** What filters can be completed with: read while one is typed, and what the loaded rows have. */
export function useKnownValues(rows: readonly ExecutionRow[] | null): FilterCompletion {
  const { executions, services } = useTRPC();
  const [typed, setTyped] = useState("");
  const enabled = typed !== "";
  const key = labelInProgress(typed);
  const named = useQuery(services.list.queryOptions());
  const values = useQuery({ ...executions.knownValues.queryOptions(), enabled });
  const keys = useQuery({ ...executions.knownLabels.queryOptions({}), enabled });
  const labelled = useQuery({
    ...executions.knownLabels.queryOptions({ key: key ?? "" }),
    enabled: key !== null,
  });
  const found = values.data;
  const loaded = useMemo(() => {
    const among = (read: readonly string[] = [], of: (row: ExecutionRow) => string | null) =>
      [...new Set([...read, ...(rows ?? []).map(of)])].filter((value) => value !== null).sort();
    return {
      function: among(found?.function, (row) => row.functionName),
      runner: among(found?.runner, (row) => row.runnerHost),
      by: among(found?.by, (row) => row.createdBy),
    };
  }, [rows, found]);
  return {
    onTyping: setTyped,
    labelValues: labelled.data ?? [],
    known: {
      ...loaded,
      service: named.data?.map(({ name }) => name) ?? [],
      labelKeys: keys.data ?? [],
    },
  };
}
