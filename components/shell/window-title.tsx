"use client";

import { usePathname } from "next/navigation";
import { useFormatNumber, useMomentFormats } from "#components/locale/locale-provider.tsx";
import { useNow } from "#components/time/now-provider.tsx";
import type { Freshness } from "#components/trpc/freshness.ts";
import { crumbsOf } from "./crumbs.ts";
import { tabStateOf } from "./tab-icon.ts";
import { staleWords, titleOf } from "./title.ts";
import { useTabIcon } from "./use-tab-icon.ts";
import { useTabWatch } from "./use-tab-watch.ts";

/** The window's title and the tab's icon, which tell how all stands also while nobody sees the page. */
export function WindowTitle({ freshness }: { freshness: Freshness }) {
  const formatNumber = useFormatNumber();
  const { formatClock } = useMomentFormats();
  const news = useTabWatch();
  const stale = staleWords(news, freshness, useNow(), formatClock);
  useTabIcon(tabStateOf(news.counts, stale !== null));
  return <title>{titleOf(news.counts, stale, crumbsOf(usePathname()), formatNumber)}</title>;
}
