"use client";

import { createContext, type ReactNode, useContext, useMemo, useState, useSyncExternalStore } from "react";
import { ServerClock } from "./server-clock.ts";

interface Ticker {
  clock: ServerClock;
  subscribe: (onTick: () => void) => () => void;
  now: () => number;
  initial: number;
}

/** One interval for the whole page, running only while something shows it. */
function createTicker(initial: number): Ticker {
  const listeners = new Set<() => void>();
  const clock = new ServerClock(() => Date.now());
  let now = initial;
  let timer: ReturnType<typeof setInterval> | null = null;
  const tick = () => {
    now = clock.now();
    for (const listener of listeners) listener();
  };
  const start = () => {
    // The page is an answer too: it was asked for when this document began.
    if (now === initial) clock.correct(initial, performance.timeOrigin);
    now = clock.now();
    return setInterval(tick, 1_000);
  };
  return {
    clock,
    initial,
    now: () => now,
    subscribe(onTick) {
      listeners.add(onTick);
      timer ??= start();
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
  const outer = useTicker();
  const still = useMemo(
    () => at !== null && { ...outer, initial: at, now: () => at, subscribe: never },
    [at, outer],
  );
  return <TickerContext value={still || outer}>{children}</TickerContext>;
}

function useTicker(): Ticker {
  const ticker = useContext(TickerContext);
  if (!ticker) throw new Error("this needs a NowProvider above it");
  return ticker;
}

/** The server's time in epoch milliseconds, moving once a second. */
export function useNow(): number {
  const ticker = useTicker();
  return useSyncExternalStore(ticker.subscribe, ticker.now, () => ticker.initial);
}

/** Whether the clock has come to `at`, in epoch milliseconds: what shows only that is not drawn anew each second. */
export function useHasCome(at: number): boolean {
  const ticker = useTicker();
  return useSyncExternalStore(
    ticker.subscribe,
    () => ticker.now() >= at,
    () => ticker.initial >= at,
  );
}

/** Tells what `useNow` gives, to what need not follow it, while something does. */
export function useLastTick(): () => number {
  return useTicker().now;
}

/** What `useNow` goes by, for what asks the server and for times that the browser noted. */
export function useServerClock(): ServerClock {
  return useTicker().clock;
}

/** False while the server renders and the browser takes over; then true. For what only the browser can say. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
