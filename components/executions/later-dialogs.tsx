"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { useFetchSoon } from "#components/ui/first-sign.ts";

const deadline = () => import("./deadline-dialog.tsx");
const start = () => import("./start-dialog.tsx");
const bulk = () => import("#components/bulks/bulk-dialog-screen.tsx");
const terminate = () => import("./terminate-dialog.tsx");

export const BulkDialogScreen = dynamic(() => bulk().then((module) => module.BulkDialogScreen), {
  ssr: false,
});
export const DeadlineDialog = dynamic(() => deadline().then((module) => module.DeadlineDialog), {
  ssr: false,
});
export const StartDialog = dynamic(() => start().then((module) => module.StartDialog), { ssr: false });
export const TerminateDialog = dynamic(() => terminate().then((module) => module.TerminateDialog), {
  ssr: false,
});

const ALL = [terminate, deadline, start, bulk];

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
