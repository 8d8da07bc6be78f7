import { Prefetch } from "#app/prefetch.tsx";
import { WebhookScreen } from "#components/webhooks/webhook-screen.tsx";

export default async function WebhookPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return (
    <Prefetch queries={(api) => [api.webhooks.get.queryOptions({ id })]}>
      <WebhookScreen id={id} />
    </Prefetch>
  );
}
