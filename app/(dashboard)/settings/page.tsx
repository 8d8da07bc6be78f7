import { Prefetch } from "#app/prefetch.tsx";
import { SettingsScreen } from "#components/settings/settings-screen.tsx";

export default function SettingsPage() {
  return (
    <Prefetch queries={(api) => [api.reasonTemplates.list.queryOptions()]}>
      <SettingsScreen />
    </Prefetch>
  );
}
