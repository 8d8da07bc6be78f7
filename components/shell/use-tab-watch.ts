"use client";

import { useEffect, useState, useSyncExternalStore } from "react";
import { useServerClock } from "#components/time/now-provider.tsx";
import { useTRPC, useTRPCClient } from "#components/trpc/context.ts";
import { useLink } from "#components/trpc/live.tsx";
import { isTouched } from "#components/trpc/topics.ts";
import { type TabNews, TabWatch } from "./tab-watch.ts";

const NOTHING: TabNews = { counts: null, readAt: null };

/** How executions stand, also while the page is hidden or rests. */
export function useTabWatch(): TabNews {
  const client = useTRPCClient();
  const trpc = useTRPC();
  const clock = useServerClock();
  const { link, onTopics } = useLink();
  const [watch] = useState(
    () =>
      new TabWatch({
        read: () => client.overview.tab.query(),
        now: () => clock.now(),
        onRead: (reads) => link.noteRead(reads),
      }),
  );
  useEffect(() => watch.start(), [watch]);
  useEffect(() => {
    const key = trpc.overview.tab.queryKey();
    return onTopics((topics) => isTouched(key, topics) && watch.touch());
  }, [watch, trpc, onTopics]);
  useEffect(() => {
    const touch = () => watch.touch();
    const moments = ["online", "offline"];
    for (const moment of moments) window.addEventListener(moment, touch);
    return () => {
      for (const moment of moments) window.removeEventListener(moment, touch);
    };
  }, [watch]);
  return useSyncExternalStore(watch.subscribe, watch.news, () => NOTHING);
}
