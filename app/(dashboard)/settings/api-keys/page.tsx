import { Prefetch } from "#app/prefetch.tsx";
import { ApiKeysScreen } from "#components/api-keys/api-keys-screen.tsx";

export default function ApiKeysPage() {
  return (
    <Prefetch queries={(api) => [api.apiKeys.list.queryOptions()]}>
      <ApiKeysScreen />
    </Prefetch>
  );
}
