"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { useLoadFault } from "#components/executions/use-load-fault.ts";
import { useNow } from "#components/time/now-provider.tsx";
import { useTRPC } from "#components/trpc/context.ts";
import { AUDIT_PARSERS, auditInput } from "./audit-filter.ts";
import { auditOptions } from "./audit-options.ts";
import { AuditView } from "./audit-view.tsx";

/** The audit, filtered as the address says. */
export function AuditScreen() {
  const [filter, setFilter] = useQueryStates(AUDIT_PARSERS);
  const options = auditOptions(useTRPC(), auditInput(filter, useNow()));
  const audit = useInfiniteQuery({ ...options, placeholderData: keepPreviousData });
  const fault = useLoadFault(audit, options.queryKey);
  // What another filter found stands in while this one is read, not once it has failed.
  const pages = fault && audit.isPlaceholderData ? null : (audit.data?.pages ?? null);
  return (
    <AuditView
      filter={filter}
      onFilter={(change) => void setFilter(change)}
      onClear={() => void setFilter(null)}
      entries={pages?.flatMap((page) => page.rows) ?? null}
      fault={fault}
      onMore={audit.hasNextPage ? () => void audit.fetchNextPage() : null}
      loadingMore={audit.isFetchingNextPage}
    />
  );
}
