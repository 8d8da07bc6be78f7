"use client";

import { UTC, type Zone } from "#server/domain/query/zone.ts";
import { useHydrated } from "./now-provider.tsx";

const browserZone: Zone = (at) => -new Date(at).getTimezoneOffset();

/** The reader's own, once the browser can say which; until then UTC, which is named where it is shown. */
export function useZone(): Zone {
  return useHydrated() ? browserZone : UTC;
}
