"use client";

import { useState } from "react";

/**
 * Words for whoever hears the page, read out each time that they change, when nothing else is being read. What stood here
 * when the page came is not: the page itself says it.
 */
export function Announcement({ words }: { words: string }) {
  const [first] = useState(words);
  const [changed, setChanged] = useState(false);
  if (!changed && words !== first) setChanged(true);
  return (
    <p role="status" className="sr-only">
      {changed && words}
    </p>
  );
}
