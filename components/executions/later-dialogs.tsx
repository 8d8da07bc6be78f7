"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { useFetchSoon } from "#components/ui/first-sign.ts";

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

const ALL = [terminate, deadline, start];

/** Fetches them once somebody is there. */
export function useDialogsSoon(): void {
  useFetchSoon(ALL);
}

/** True from the first time on: what was opened once stays, to be shut as it wants to. */
export function useEver(now: boolean): boolean {
  const [ever, setEver] = useState(now);
  if (now && !ever) setEver(true);
  return ever || now;
}
