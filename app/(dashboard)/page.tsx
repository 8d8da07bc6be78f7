import { Prefetch } from "#app/prefetch.tsx";
import { OverviewScreen } from "#components/overview/overview-screen.tsx";

export default function OverviewPage() {
  return (
    <Prefetch
      queries={(api) => [api.overview.situation.queryOptions(), api.overview.history.queryOptions({})]}
    >
      <OverviewScreen />
    </Prefetch>
  );
}
