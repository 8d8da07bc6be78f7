import { NuqsAdapter } from "nuqs/adapters/next/app";
import { Prefetch } from "#app/prefetch.tsx";
import { ServicesScreen } from "#components/services/services-screen.tsx";

export default function ServicesPage() {
  return (
    <Prefetch queries={(api) => [api.services.list.queryOptions()]}>
      <NuqsAdapter>
        <ServicesScreen />
      </NuqsAdapter>
    </Prefetch>
  );
}
