"use client";

import { useState } from "react";
import { useFormatNumber } from "#components/locale/locale-provider.tsx";
import { Announcement } from "#components/ui/announcement.tsx";
import type { ListCounts } from "#server/domain/list-views.ts";
import type { UrlFilter } from "./filter-url.ts";
import { foundWords, tickedWords } from "./list-announcement-words.ts";
import { totalOf } from "./list-total.ts";

export interface ListAnnouncementsProps {
  filter: UrlFilter;
  /** Of this filter; null while they are not known. */
  counts: ListCounts | null;
  /** How many rows are ticked. */
  ticked: number;
}

/** What came of a filter, and that ticked rows keep the list still, for whoever hears the page. */
export function ListAnnouncements({ filter, counts, ticked }: ListAnnouncementsProps) {
  const formatNumber = useFormatNumber();
  const [found, setFound] = useState({ filter: "", words: "" });
  const total = totalOf(counts, filter.query.statuses);
  // Once for each filter: that executions come and go meanwhile is seen, and not read out.
  if (total && found.filter !== filter.text)
    setFound({ filter: filter.text, words: foundWords(total, filter.text, formatNumber) });
  return (
    <>
      <Announcement words={found.words} />
      <Announcement words={tickedWords(ticked, formatNumber)} />
    </>
  );
}
