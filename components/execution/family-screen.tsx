"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "#components/trpc/context.ts";
import { Banner } from "#components/ui/banner.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { ExecutionDetail } from "#server/domain/views.ts";
import { FamilyGantt } from "./family-gantt.tsx";

/** Its family over time, live; for one that has any. */
export function FamilyScreen({ execution: { id } }: { execution: Pick<ExecutionDetail, "id"> }) {
  const family = useQuery(useTRPC().executions.family.queryOptions({ id }));
  if (family.data) return <FamilyGantt family={family.data} own={id} />;
  if (family.error)
    return <Banner kind="error">Its family could not be loaded. {family.error.message}</Banner>;
  return <Skeleton className="h-24" />;
}
