import { Prefetch } from "#app/prefetch.tsx";
import { ServicesScreen } from "#components/services/services-screen.tsx";

export default function ServicesPage() {
  return (
    <Prefetch queries={(api) => [api.services.list.queryOptions()]}>
      <ServicesScreen />
    </Prefetch>
  );
}
