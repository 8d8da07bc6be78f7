import { NuqsAdapter } from "nuqs/adapters/next/app";
import { Prefetch } from "#app/prefetch.tsx";
import { ExecutionScreen } from "#components/execution/execution-screen.tsx";

export default async function ExecutionPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return (
    <Prefetch
      queries={(api) => [api.executions.get.queryOptions({ id }), api.executions.events.queryOptions({ id })]}
    >
      <NuqsAdapter>
        <ExecutionScreen id={id} />
      </NuqsAdapter>
    </Prefetch>
  );
}
