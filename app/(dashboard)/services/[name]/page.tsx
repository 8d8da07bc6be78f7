import { Prefetch } from "#app/prefetch.tsx";
import { recentOptions } from "#components/services/recent-options.ts";
import { ServiceScreen } from "#components/services/service-screen.tsx";

export default async function ServicePage({ params }: { params: Promise<{ name: string }> }) {
  const name = decodeURIComponent((await params).name);
  return (
    <Prefetch queries={(api) => [api.services.get.queryOptions({ name }), recentOptions(api, name)]}>
      <ServiceScreen name={name} />
    </Prefetch>
  );
}
