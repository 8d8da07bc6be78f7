"use client";

import type { ReactNode } from "react";
import { cn } from "#components/ui/class-names.ts";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { LoadFailure, type LoadFault, StaleNotice } from "./load-failure.tsx";

export interface LoadedProps<Data> {
  /** Null while it comes for the first time, or could not be loaded. */
  data: Data | null;
  fault: LoadFault | null;
  /** Plural: "services". */
  what: string;
  /** The margins of what is drawn. */
  className?: string;
  children: (data: Data) => ReactNode;
}

/** What was read: a skeleton before it comes, the failure in its place, and what is old dimmed under a notice. */
export function Loaded<Data>({ data, fault, what, className = "sm:px-5", children }: LoadedProps<Data>) {
  if (data === null) {
    if (fault) return <LoadFailure what={`The ${what} could not be loaded.`} fault={fault} />;
    return (
      <div className={className}>
        <Skeleton className="h-40 rounded-md" />
      </div>
    );
  }
  return (
    <>
      {fault && <StaleNotice fault={fault} />}
      <div className={cn(className, fault && "greyed")}>{children(data)}</div>
    </>
  );
}
