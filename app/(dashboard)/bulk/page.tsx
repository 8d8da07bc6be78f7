import { Prefetch } from "#app/prefetch.tsx";
import { BulksScreen } from "#components/bulks/bulks-screen.tsx";

export default function BulksPage() {
  return (
    <Prefetch queries={(api) => [api.bulks.list.queryOptions()]}>
      <BulksScreen />
    </Prefetch>
  );
}
