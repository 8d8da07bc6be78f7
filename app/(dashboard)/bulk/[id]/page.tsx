import { Prefetch } from "#app/prefetch.tsx";
import { BulkScreen } from "#components/bulks/bulk-screen.tsx";

export default async function BulkPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return (
    <Prefetch queries={(api) => [api.bulks.get.queryOptions({ id })]}>
      <BulkScreen id={id} />
    </Prefetch>
  );
}
