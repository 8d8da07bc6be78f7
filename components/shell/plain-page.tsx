import type { ReactNode } from "react";
import { Mark } from "./mark.tsx";

export interface PlainPageProps {
  /** The page's h1; null when its content brings one. */
  title: ReactNode;
  children: ReactNode;
}

/** A page without the rail: for who is not signed in, and for what has no place. */
export function PlainPage({ title, children }: PlainPageProps) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-110 flex-col items-start justify-center gap-4 px-4 py-10 text-base">
      <div className="flex items-center gap-2 font-semibold tracking-tight">
        <Mark /> Curfew
      </div>
      {title && <h1 className="text-xl font-semibold tracking-tight">{title}</h1>}
      {children}
    </main>
  );
}
