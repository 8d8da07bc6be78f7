"use client";

import { useQuery } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useMemo } from "react";
import { useTRPC } from "#components/trpc/context.ts";
import type { ExecutionRow } from "#server/domain/views.ts";

type Function = Pick<ExecutionRow, "serviceId" | "functionName">;

const Typical = createContext<ReadonlyMap<string, number>>(new Map());
/** More functions than so many at a time are not asked about. */
const MOST_FUNCTIONS = 100;

/** Lets the rows below know how long good runs of their functions take. */
export function TypicalProvider({ rows, children }: { rows: readonly ExecutionRow[]; children: ReactNode }) {
  const functions = useMemo(() => functionsOf(rows), [rows]);
  const typical = useQuery({
    ...useTRPC().executions.typical.queryOptions({ functions }),
    enabled: functions.length > 0,
    staleTime: 60_000,
    // Another function that runs is no reason to forget the others meanwhile.
    placeholderData: (before) => before,
  });
  const p95 = useMemo(() => new Map(typical.data?.map((one) => [keyOf(one), one.p95Ms])), [typical.data]);
  return <Typical value={p95}>{children}</Typical>;
}

/** Milliseconds that 95 of 100 good runs of its function took at most; null when that is not known. */
export function useP95({ serviceId, functionName }: Function): number | null {
  return useContext(Typical).get(keyOf({ serviceId, functionName })) ?? null;
}

/** Of those that run, each once and in an order of its own: the same functions are the same question. */
function functionsOf(rows: readonly ExecutionRow[]): Function[] {
  const running = rows.filter(({ status }) => status === "in-progress");
  const byKey = new Map(
    running.map(({ serviceId, functionName }) => [
      `${serviceId} ${functionName}`,
      { serviceId, functionName },
    ]),
  );
  return [...byKey.keys()]
    .sort()
    .slice(0, MOST_FUNCTIONS)
    .map((key) => byKey.get(key) as Function);
}

function keyOf({ serviceId, functionName }: Function): string {
  return `${serviceId} ${functionName}`;
}
