import { Prefetch } from "#app/prefetch.tsx";
import { RunnersScreen } from "#components/runners/runners-screen.tsx";

export default function RunnersPage() {
  return (
    <Prefetch queries={(api) => [api.runners.list.queryOptions()]}>
      <RunnersScreen />
    </Prefetch>
  );
}
