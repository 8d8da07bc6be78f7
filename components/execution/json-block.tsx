"use client";

import { useMemo, useState } from "react";
import { useFormatNumber } from "#components/locale/locale-provider.tsx";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";

/** Lines drawn at first: an output may have 4 MB. */
const SHOWN_LINES = 500;

/** A JSON value, indented, with a button that copies all of it. `label` names the value: "the input". */
export function JsonBlock({ value, label }: { value: unknown; label: string }) {
  const text = useMemo(() => JSON.stringify(value, null, 2), [value]);
  return <TextBlock text={text} label={label} />;
}

/** Text in its own scrolling frame. */
export function TextBlock({ text, label }: { text: string; label: string }) {
  const formatNumber = useFormatNumber();
  const [all, setAll] = useState(false);
  const lines = useMemo(() => text.split("\n"), [text]);
  const cut = !all && lines.length > SHOWN_LINES;
  return (
    <div className="relative rounded-md border bg-surface">
      <div className="absolute top-1 right-1 bg-surface">
        <CopyButton text={text} label={`Copy ${label}`} />
      </div>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className="max-h-96 overflow-auto p-3 pr-10 text-xs leading-5 break-words whitespace-pre-wrap"
      >
        {cut ? lines.slice(0, SHOWN_LINES).join("\n") : text}
      </pre>
      {cut && (
        <div className="border-t p-1 text-center">
          <Button variant="ghost" size="sm" onClick={() => setAll(true)}>
            Show all {formatNumber(lines.length)} lines
          </Button>
        </div>
      )}
    </div>
  );
}
