"use client";

import { focusManager, type QueryClient, useQueryClient } from "@tanstack/react-query";
import { TRPCClientError } from "@trpc/client";
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useState,
  useSyncExternalStore,
} from "react";
import { useServerClock } from "#components/time/now-provider.tsx";
import { useTRPCClient } from "./context.ts";
import { createInbox, type Inbox } from "./create-inbox.ts";
import { type Freshness, freshnessOf, INITIAL_LINK } from "./freshness.ts";
import { LinkTracker } from "./link-tracker.ts";
import { pollWhileCut } from "./poll-while-cut.ts";
import { isOutage } from "./query-client.ts";
import { joinSharedPush, type PushHandlers, type PushPlatform } from "./shared-push.ts";

type TopicsListener = (topics: readonly string[]) => void;

interface Live {
  inbox: Inbox;
  link: LinkTracker;
  /** Told at once, also while the page rests. */
  listeners: Set<TopicsListener>;
}

const LiveContext = createContext<Live | null>(null);
const serverFreshness = freshnessOf(INITIAL_LINK);

/** Whether what is on the screen is live, and if not, how old. */
export function useFreshness(): Freshness {
  const { link } = useLive();
  const clock = useServerClock();
  const freshness = useSyncExternalStore(link.subscribe, link.freshness, () => serverFreshness);
  // A pause is dated by the server's time already.
  if (freshness.state === "live" || freshness.state === "paused" || !freshness.since) return freshness;
  return { ...freshness, since: new Date(clock.at(freshness.since.getTime())) };
}

/** The link to the server, and what it tells, for what reads by itself. */
export function useLink(): { link: LinkTracker; onTopics: (listener: TopicsListener) => () => void } {
  const { link, listeners } = useLive();
  const onTopics = useCallback(
    (listener: TopicsListener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    [listeners],
  );
  return { link, onTopics };
}

/** Says that the list on the screen stands as it was at `since`, in epoch milliseconds; null: it is as it is now. */
export function useListPause(since: number | null): void {
  const { link } = useLive();
  useEffect(() => {
    link.set({ pausedAt: since });
    return () => link.set({ pausedAt: null });
  }, [link, since]);
}

/** While `paused` is true nothing is read again by itself; afterwards all is. */
export function useLivePause(paused: boolean): void {
  const { inbox } = useLive();
  useEffect(() => {
    if (!paused) return;
    const release = inbox.hold();
    // What is out of focus is not read on a timer.
    focusManager.setFocused(false);
    return () => {
      inbox.add(["*"]);
      release();
      if (!inbox.isHeld) focusManager.setFocused(undefined);
    };
  }, [inbox, paused]);
}

function useLive(): Live {
  const live = useContext(LiveContext);
  if (!live) throw new Error("this needs an ApiProvider above it");
  return live;
}

/** Keeps what is on the screen current. Changes are never merged in: what they touch is read again. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const queryClient = useQueryClient();
  const apiClient = useTRPCClient();
  const [live] = useState<Live>(() => ({
    inbox: createInbox(queryClient),
    link: new LinkTracker(),
    listeners: new Set(),
  }));
  useEffect(() => live.link.watch(queryClient.getQueryCache()), [live, queryClient]);
  useEffect(() => signInWhenRefused(queryClient), [queryClient]);
  useEffect(() => readAgainInDoubt(queryClient, live.inbox), [queryClient, live]);
  useEffect(() => holdWhileHidden(live), [live]);
  useEffect(() => pollWhileCut(live.link, () => live.inbox.add(["*"])), [live]);
  useEffect(() => {
    const subscribe = (handlers: PushHandlers) => subscribeToChanges(apiClient, handlers);
    const onTopics = (topics: string[]) => {
      live.inbox.add(topics);
      for (const listener of live.listeners) listener(topics);
    };
    return joinSharedPush(browserPlatform(subscribe), {
      onTopics,
      onState: (push) => {
        live.link.set({ push });
        // Whatever happened before the push stood is unknown.
        if (push === "open") onTopics(["*"]);
      },
    });
  }, [live, apiClient]);
  return <LiveContext value={live}>{children}</LiveContext>;
}

function subscribeToChanges(client: ReturnType<typeof useTRPCClient>, handlers: PushHandlers): () => void {
  const subscription = client.live.changes.subscribe(undefined, {
    onData: ({ data }) => handlers.onTopics(data),
    onConnectionStateChange: ({ state }) => handlers.onState(state === "pending" ? "open" : "connecting"),
    onError: () => handlers.onState("connecting"),
  });
  return () => subscription.unsubscribe();
}

function browserPlatform(subscribe: PushPlatform["subscribe"]): PushPlatform {
  return { locks: navigator.locks, openChannel: (name) => new BroadcastChannel(name), subscribe };
}

/** Changes wait while nobody can see them. */
function holdWhileHidden({ inbox }: Live): () => void {
  let release: (() => void) | null = null;
  const seeVisibility = () => {
    if (document.visibilityState === "hidden") release ??= inbox.hold();
    else {
      release?.();
      release = null;
    }
  };
  document.addEventListener("visibilitychange", seeVisibility);
  seeVisibility();
  return () => {
    document.removeEventListener("visibilitychange", seeVisibility);
    release?.();
  };
}

/** A wish whose answer never came may have been fulfilled: what is shown is read anew. */
function readAgainInDoubt(queryClient: QueryClient, inbox: Inbox): () => void {
  return queryClient.getMutationCache().subscribe((event) => {
    if (event.type !== "updated" || event.action.type !== "error") return;
    if (isOutage(event.action.error)) inbox.add(["*"]);
  });
}

/** A session that has ended shows the way in again. */
function signInWhenRefused(queryClient: QueryClient): () => void {
  return queryClient.getQueryCache().subscribe((event) => {
    if (event.type !== "updated" || event.action.type !== "error") return;
    const { error } = event.action;
    const code = error instanceof TRPCClientError ? (error.data as { code?: string } | null)?.code : null;
    if (code === "UNAUTHORIZED") window.location.assign("/sign-in");
  });
}
