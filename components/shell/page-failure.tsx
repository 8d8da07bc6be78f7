"use client";

import { Button } from "#components/ui/button.tsx";

export interface PageFailureProps {
  /** Names the fault in the web server's log; left out when the browser found it. */
  digest?: string;
  onRetry: () => void;
}

/** Stands in the place of a page that broke. What runs is not touched by it. */
export function PageFailure({ digest, onRetry }: PageFailureProps) {
  return (
    <div role="alert" className="flex flex-col items-start gap-3 px-3 py-10 sm:px-5">
      <h1 className="text-xl font-semibold">This page broke</h1>
      <p className="max-w-110 text-ink-muted">
        That is a fault of Curfew. Executions go on as they were: nothing was stopped or started by it.
        {digest && (
          <>
            {" "}
            The web server’s log has the cause under <code className="text-ink">{digest}</code>.
          </>
        )}
      </p>
      <div className="flex gap-2">
        <Button variant="primary" onClick={onRetry}>
          Try again
        </Button>
        <Button onClick={() => window.location.reload()}>Load the page anew</Button>
      </div>
    </div>
  );
}
