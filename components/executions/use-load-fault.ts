"use client";

import { useState } from "react";
import { useServerClock } from "#components/time/now-provider.tsx";
import type { LoadFault } from "./load-failure.tsx";
import { failureAfter, type LastFailure, loadFaultOf, type Read } from "./load-fault.ts";

/** What is wrong with a read. A failure stays on the screen while it is tried again, and is not told a second time. */
export function useLoadFault(read: Read, queryKey: readonly unknown[]): LoadFault | null {
  const [last, setLast] = useState<LastFailure | null>(null);
  const failure = failureAfter(read, last);
  if (failure !== last) setLast(failure);
  return loadFaultOf(read, failure, queryKey, useServerClock());
}
