import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { SearchParams } from "nuqs/server";
import { Prefetch } from "#app/prefetch.tsx";
import { auditInput, loadAuditFilter } from "#components/audit/audit-filter.ts";
import { auditOptions } from "#components/audit/audit-options.ts";
import { AuditScreen } from "#components/audit/audit-screen.tsx";
import { systemClock } from "#server/clock.ts";

export default async function AuditPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const input = auditInput(await loadAuditFilter(searchParams), systemClock.now().getTime());
  return (
    <Prefetch queries={(api) => [auditOptions(api, input)]}>
      <NuqsAdapter>
        <AuditScreen />
      </NuqsAdapter>
    </Prefetch>
  );
}
