"use client";

import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import { onFirstSign } from "#components/ui/first-sign.ts";

const deadline = () => import("./deadline-dialog.tsx");
const start = () => import("./start-dialog.tsx");
const terminate = () => import("./terminate-dialog.tsx");

export const DeadlineDialog = dynamic(() => deadline().then((module) => module.DeadlineDialog), {
  ssr: false,
});
export const StartDialog = dynamic(() => start().then((module) => module.StartDialog), { ssr: false });
export const TerminateDialog = dynamic(() => terminate().then((module) => module.TerminateDialog), {
  ssr: false,
});

/** Fetches them once somebody is there: a page is drawn without them, and they open at once, also when the server has gone since. */
export function useDialogsSoon(): void {
  useEffect(
    () =>
      onFirstSign(() => {
        for (const load of [terminate, deadline, start]) void load().catch(() => null);
      }),
    [],
  );
}

/** True from the first time on: what was opened once stays, to be shut as it wants to. */
export function useEver(now: boolean): boolean {
  const [ever, setEver] = useState(now);
  if (now && !ever) setEver(true);
  return ever || now;
}
