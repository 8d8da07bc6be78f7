import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "#components/trpc/context.ts";
import type { KnownReasons } from "./reason-field.tsx";

/** What is offered for a reason; read while `enabled`. */
export function useKnownReasons(enabled: boolean): KnownReasons {
  const { executions, reasonTemplates } = useTRPC();
  const templates = useQuery({ ...reasonTemplates.list.queryOptions(), enabled });
  const recent = useQuery({ ...executions.recentNotes.queryOptions(), enabled });
  return { templates: templates.data?.texts ?? [], recent: recent.data?.texts ?? [] };
}
