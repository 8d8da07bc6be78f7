import Link from "next/link";
import { shortId } from "./short-id.ts";

/** An execution by its short id. */
export function ExecutionLink({ id }: { id: string }) {
  return (
    <Link href={`/executions/${id}`} className="underline hover:no-underline">
      execution <code className="text-xs">{shortId(id)}</code>
    </Link>
  );
}
