"use client";

import { useQuery } from "@tanstack/react-query";
import { LoadFailure } from "#components/executions/load-failure.tsx";
import { useLoadFault } from "#components/executions/use-load-fault.ts";
import { useTRPC } from "#components/trpc/context.ts";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { AutopsyView } from "./autopsy-view.tsx";

/** The autopsies of one execution, live. */
export function AutopsyScreen({ id }: { id: string }) {
  const options = useTRPC().executions.autopsies.queryOptions({ id });
  const autopsies = useQuery(options);
  const fault = useLoadFault(autopsies, options.queryKey);
  if (autopsies.data) return <AutopsyView attempts={autopsies.data} />;
  if (fault) return <LoadFailure what="The autopsies could not be loaded." fault={fault} />;
  return <Skeleton className="h-40 rounded-md" />;
}
