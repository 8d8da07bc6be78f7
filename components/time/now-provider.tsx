"use client";

import { createContext, type ReactNode, useContext, useMemo, useState, useSyncExternalStore } from "react";

/** A browser's clock this far from the server's is wrong, not slow to load: its times are moved. */
const SKEW_MS = 30_000;

interface Ticker {
  subscribe: (onTick: () => void) => () => void;
  now: () => number;
  initial: number;
}

/** One interval for the whole page, running only while something shows it. */
function createTicker(initial: number): Ticker {
  const listeners = new Set<() => void>();
  let now = initial;
  let skew: number | null = null;
  let timer: ReturnType<typeof setInterval> | null = null;
  const read = () => {
    skew ??= Math.abs(initial - Date.now()) > SKEW_MS ? initial - Date.now() : 0;
    now = Date.now() + skew;
  };
  const tick = () => {
    read();
    for (const listener of listeners) listener();
  };
  return {
    initial,
    now: () => now,
    subscribe(onTick) {
      listeners.add(onTick);
      if (timer === null) {
        read();
        timer = setInterval(tick, 1_000);
      }
      return () => {
        listeners.delete(onTick);
        if (listeners.size > 0 || timer === null) return;
        clearInterval(timer);
        timer = null;
      };
    },
  };
}

const TickerContext = createContext<Ticker | null>(null);

export interface NowProviderProps {
  /** The server's time when it rendered the page, in epoch milliseconds. */
  initialNow: number;
  children: ReactNode;
}

/** The only clock of the screens. */
export function NowProvider({ initialNow, children }: NowProviderProps) {
  const [ticker] = useState(() => createTicker(initialNow));
  return <TickerContext value={ticker}>{children}</TickerContext>;
}

const never = () => () => {};

/** What is inside is shown as of `at`, in epoch milliseconds: its clocks stand still; null: they go. */
export function StillTime({ at, children }: { at: number | null; children: ReactNode }) {
  const outer = useContext(TickerContext);
  const still = useMemo(() => at !== null && { initial: at, now: () => at, subscribe: never }, [at]);
  return <TickerContext value={still || outer}>{children}</TickerContext>;
}

/** Epoch milliseconds, moving once a second. */
export function useNow(): number {
  const ticker = useContext(TickerContext);
  if (!ticker) throw new Error("useNow needs a NowProvider above it");
  return useSyncExternalStore(ticker.subscribe, ticker.now, () => ticker.initial);
}

/** False while the server renders and the browser takes over; then true. For what only the browser can say. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
