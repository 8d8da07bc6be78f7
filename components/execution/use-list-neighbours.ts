"use client";

import { useRouter } from "next/navigation";
import { useMemo } from "react";
import { neighboursOf } from "#components/executions/list-memory.ts";
import { useShortcuts } from "#components/shell/shortcuts.tsx";

const NEXT = { keys: "j", label: "Next execution of the list as it was left" };
const PREVIOUS = { keys: "k", label: "Previous execution of the list as it was left" };

/** Goes on along the list without going back to it; Back leads to where the first of them was opened from. */
export function useListNeighbours(id: string): void {
  const router = useRouter();
  const { previous, next } = useMemo(() => neighboursOf(id), [id]);
  const keys = useMemo(() => [...(next ? [NEXT] : []), ...(previous ? [PREVIOUS] : [])], [next, previous]);
  useShortcuts("The list", keys, (key) => {
    const to = key === "j" ? next : previous;
    if (to) router.replace(`/executions/${to}`);
  });
}
