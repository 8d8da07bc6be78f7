import type { SearchParams } from "nuqs/server";
import { Prefetch } from "#app/prefetch.tsx";
import { ExecutionsScreen } from "#components/executions/executions-screen.tsx";
import { loadFilters } from "#components/executions/filter-url.ts";
import { toFilterInput } from "#components/executions/filters.ts";
import { listOptions } from "#components/executions/list-options.ts";

export default async function ExecutionsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const filters = await loadFilters(searchParams);
  return (
    <Prefetch
      queries={(api) => [
        api.services.list.queryOptions(),
        // The browser counts a time range from its own moment: what is read here would not be found again.
        ...(filters.range
          ? []
          : [listOptions(api, filters, 0), api.executions.counts.queryOptions(toFilterInput(filters, 0))]),
      ]}
    >
      <ExecutionsScreen />
    </Prefetch>
  );
}
