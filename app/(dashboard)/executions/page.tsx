import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { SearchParams } from "nuqs/server";
import { Prefetch } from "#app/prefetch.tsx";
import { COLUMN_COOKIE } from "#components/executions/column-memory.ts";
import { parseColumns } from "#components/executions/columns.ts";
import { ExecutionsScreen } from "#components/executions/executions-screen.tsx";
import { executionsHref } from "#components/executions/filter-href.ts";
import { loadFilterText, readFilter, rewrittenHref } from "#components/executions/filter-url.ts";
import { listOptions, whereInput } from "#components/executions/list-options.ts";
import { pageApiContext } from "#server/api/page-context.ts";
import { createCaller } from "#server/api/root.ts";

export default async function ExecutionsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const params = await searchParams;
  const rewritten = rewrittenHref(params);
  if (rewritten) redirect(rewritten);
  const views = params.q === undefined ? await savedViews() : [];
  const begin = views.find((view) => view.isDefault);
  if (begin) redirect(`${executionsHref(begin.filter)}&view=${begin.id}`);
  const { q } = await loadFilterText(searchParams);
  const { fault } = readFilter(q);
  return (
    <Prefetch
      queries={(api) => [
        api.services.list.queryOptions(),
        api.views.list.queryOptions(),
        ...(fault ? [] : [listOptions(api, q), api.executions.counts.queryOptions(whereInput(q))]),
      ]}
    >
      <NuqsAdapter>
        <ExecutionsScreen columns={parseColumns((await cookies()).get(COLUMN_COOKIE)?.value)} />
      </NuqsAdapter>
    </Prefetch>
  );
}

/** What can't be read now begins with everything. */
async function savedViews() {
  return await createCaller(await pageApiContext())
    .views.list()
    .catch(() => []);
}
