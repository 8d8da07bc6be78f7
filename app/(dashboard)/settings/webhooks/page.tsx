import { Prefetch } from "#app/prefetch.tsx";
import { WebhooksScreen } from "#components/webhooks/webhooks-screen.tsx";

export default function WebhooksPage() {
  return (
    <Prefetch queries={(api) => [api.webhooks.list.queryOptions()]}>
      <WebhooksScreen />
    </Prefetch>
  );
}
