import { NotThere } from "#components/ui/empty-states.tsx";

/** Nobody waits for a key, or it would leave this computer. */
export function NoCallback() {
  return (
    <NotThere sentence="No program asks for a key.">
      <p className="max-w-120 text-ink-muted">
        Dataloop's client leads here with <code className="text-xs">dl.login()</code>, and waits for its key
        on this computer: callback must be an address that begins with http://localhost:, http://127.0.0.1: or
        http://[::1]:.
      </p>
    </NotThere>
  );
}
