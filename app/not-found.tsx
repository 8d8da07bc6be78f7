import Link from "next/link";
import { PlainPage } from "#components/shell/plain-page.tsx";
import { Button } from "#components/ui/button.tsx";

export default function NotFoundPage() {
  return (
    <PlainPage title="There is nothing at this address">
      <title>Not found – Curfew</title>
      <p>It may have been mistyped, or what stood here never existed.</p>
      <Button asChild>
        <Link href="/executions">Go to the executions</Link>
      </Button>
    </PlainPage>
  );
}
