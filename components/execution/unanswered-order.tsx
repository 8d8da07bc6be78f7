import { RelativeTime } from "#components/time/relative-time.tsx";
import type { OrderKind } from "#server/domain/order.ts";
import type { OrderView } from "#server/domain/views.ts";

const ORDERED: Record<OrderKind, string> = {
  withdraw: "to withdraw the stop",
  escalate: "to send the next signal",
  "more-time": "to give it more time",
  deadline: "to move the deadline",
};

/** What is wanted, and is not so before its agent has said it. */
export function UnansweredOrder({ order }: { order: OrderView }) {
  return (
    <p className="text-ink-muted">
      {order.givenBy} asked its agent {ORDERED[order.kind]} <RelativeTime at={order.givenAt} />; it has not
      answered yet.
    </p>
  );
}
