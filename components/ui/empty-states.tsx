import { FilterX, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { CommandLine } from "./command-line.tsx";

function Frame({ children }: { children: ReactNode }) {
  return <div className="flex flex-col items-center gap-3 px-4 py-16 text-center">{children}</div>;
}

export interface NeverUsedProps {
  /** One sentence: what would stand here. */
  sentence: ReactNode;
  /** The command that makes the first one. */
  command?: string;
  /** A button that does the same. */
  action?: ReactNode;
}

/** Nothing has ever been here. */
export function NeverUsed({ sentence, command, action }: NeverUsedProps) {
  return (
    <Frame>
      <p className="max-w-120 text-base text-ink">{sentence}</p>
      {command && <CommandLine command={command} />}
      {action}
    </Frame>
  );
}

export interface NoneFoundProps {
  /** Plural: "entries". */
  what: string;
  /** The filters that are set, in words: "owner ada", "since Monday". */
  filters: readonly string[];
  onClear: () => void;
}

/** There are some, but none that match. */
export function NoneFound({ what, filters, onClear }: NoneFoundProps) {
  return (
    <Frame>
      <p className="text-base text-ink">
        No {what} match {filters.length === 1 ? "this filter" : "these filters"}:{" "}
        <span className="font-medium">{filters.join(", ")}</span>.
      </p>
      <Button onClick={onClear}>
        <FilterX aria-hidden /> Clear filters
      </Button>
    </Frame>
  );
}

/** The address names something that is not there; `children` lead on from here. */
export function NotThere({ sentence, children }: { sentence: ReactNode; children: ReactNode }) {
  return (
    <Frame>
      <h1 className="text-base font-medium text-ink">{sentence}</h1>
      {children}
    </Frame>
  );
}

export interface LoadFailedProps {
  /** "The entries could not be loaded." */
  what: ReactNode;
  /** What went wrong. */
  message: string;
  /** "since 10:42" and "retrying in 4 s"; a part that nobody knows is left out. */
  since?: ReactNode;
  retry?: ReactNode;
  onRetry: () => void;
  /** It stands in the place of a whole page: `what` is its h1. */
  page?: boolean;
}

/** It could not be loaded and nothing older is there to show. */
export function LoadFailed({ what, message, since, retry, onRetry, page = false }: LoadFailedProps) {
  const What = page ? "h1" : "p";
  return (
    <Frame>
      <div role="alert" className="flex items-center gap-2 text-base text-bad">
        <TriangleAlert aria-hidden className="size-4 shrink-0" />
        <What className="min-w-0 break-words">{what}</What>
      </div>
      <p className="max-w-120 text-balance text-ink-muted">
        {message}
        {since && <> Since {since}.</>}
        {retry && <> {retry}.</>}
      </p>
      <Button onClick={onRetry}>Try again now</Button>
    </Frame>
  );
}
