import type { ReactNode } from "react";
import { FOCUS_HEIR } from "./focus-place.ts";

export interface PageHeaderProps {
  title: ReactNode;
  /** One line under the title: facts, not prose. */
  facts?: ReactNode;
  actions?: ReactNode;
}

/** The page's one h1, with its buttons. The way to it stands in the shell's top bar. */
export function PageHeader({ title, facts, actions }: PageHeaderProps) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <div className="min-w-0">
        <h1 {...FOCUS_HEIR} tabIndex={-1} className="text-xl font-semibold tracking-tight break-words">
          {title}
        </h1>
        {facts && <div className="text-ink-muted">{facts}</div>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </div>
  );
}
