import Link from "next/link";
import { Button } from "#components/ui/button.tsx";

export default function NothingHere() {
  return (
    <div className="flex flex-col items-start gap-3 px-3 py-10 sm:px-5">
      <h1 className="text-xl font-semibold">There is nothing at this address</h1>
      <p className="text-ink-muted">It may have been mistyped, or what stood here never existed.</p>
      <Button asChild>
        <Link href="/executions">Go to the executions</Link>
      </Button>
    </div>
  );
}
