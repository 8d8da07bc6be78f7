"use client";

import dynamic from "next/dynamic";
import { useFetchSoon } from "#components/ui/first-sign.ts";

const remove = () => import("./delete-dialog.tsx");
const drill = () => import("./drill-dialog.tsx");
const rollBack = () => import("./roll-back-dialog.tsx");
const start = () => import("#components/executions/start-dialog.tsx");
const ALL = [remove, drill, rollBack, start];

export const DeleteDialog = dynamic(() => remove().then((module) => module.DeleteDialog), { ssr: false });
export const DrillDialog = dynamic(() => drill().then((module) => module.DrillDialog), { ssr: false });
export const RollBackDialog = dynamic(() => rollBack().then((module) => module.RollBackDialog), {
  ssr: false,
});

/** Fetches them once somebody is there. */
export function useServiceDialogsSoon(): void {
  useFetchSoon(ALL);
}
