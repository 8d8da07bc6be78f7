import { Button } from "#components/ui/button.tsx";

/** Asks whom a change is about, before it begins. */
export function ReviewButton({ pending, disabled = false }: { pending: boolean; disabled?: boolean }) {
  return (
    <Button type="submit" variant="primary" pending={pending} disabled={disabled} className="self-end">
      Review
    </Button>
  );
}
