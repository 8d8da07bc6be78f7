"use client";

import { focusManager, type QueryClient, useQueryClient } from "@tanstack/react-query";
import { TRPCClientError } from "@trpc/client";
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from "react";
import { atLeisure } from "./at-leisure.ts";
import { ChangeInbox } from "./change-inbox.ts";
import { useTRPCClient } from "./context.ts";
import { type Freshness, freshnessOf, INITIAL_LINK } from "./freshness.ts";
import { LinkTracker } from "./link-tracker.ts";
import { pollWhileCut } from "./poll-while-cut.ts";
import { isOutage } from "./query-client.ts";
import { joinSharedPush, type PushHandlers, type PushPlatform } from "./shared-push.ts";
import { isTouched } from "./topics.ts";

interface Live {
  inbox: ChangeInbox;
  link: LinkTracker;
}

const LiveContext = createContext<Live | null>(null);
const serverFreshness = freshnessOf(INITIAL_LINK);

/** Whether what is on the screen is live, and if not, how old. */
export function useFreshness(): Freshness {
  const { link } = useLive();
  return useSyncExternalStore(link.subscribe, link.freshness, () => serverFreshness);
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
    inbox: new ChangeInbox((topics) => atLeisure(() => readAgain(queryClient, topics))),
    link: new LinkTracker(),
  }));
  useEffect(() => live.link.watch(queryClient.getQueryCache()), [live, queryClient]);
  useEffect(() => signInWhenRefused(queryClient), [queryClient]);
  useEffect(() => readAgainInDoubt(queryClient, live.inbox), [queryClient, live]);
  useEffect(() => holdWhileHidden(live), [live]);
  useEffect(() => pollWhileCut(live.link, () => live.inbox.add(["*"])), [live]);
  useEffect(() => {
    const subscribe = (handlers: PushHandlers) => subscribeToChanges(apiClient, handlers);
    return joinSharedPush(browserPlatform(subscribe), {
      onTopics: (topics) => live.inbox.add(topics),
      onState: (push) => {
        live.link.set({ push });
        // Whatever happened before the push stood is unknown.
        if (push === "open") live.inbox.add(["*"]);
      },
    });
  }, [live, apiClient]);
  return <LiveContext value={live}>{children}</LiveContext>;
}

function readAgain(queryClient: QueryClient, topics: ReadonlySet<string>): Promise<unknown> {
  return queryClient.invalidateQueries({
    predicate: (query) => isTouched(query.queryKey, topics, query.state.data),
  });
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
function readAgainInDoubt(queryClient: QueryClient, inbox: ChangeInbox): () => void {
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
