import { useMutation } from "@tanstack/react-query";
import { toastUnanswered, useWithdraw } from "#components/executions/use-row-orders.ts";
import { useTRPC } from "#components/trpc/context.ts";
import type { GiveOrder } from "./stop-controls.tsx";

/** Gives orders about the stop of one execution. What was not done is said, and why. */
export function useStopOrders(id: string): GiveOrder {
  const { executions } = useTRPC();
  const withdraw = useWithdraw();
  const escalate = useMutation(executions.escalate.mutationOptions());
  const moreTime = useMutation(executions.moreTime.mutationOptions());
  return async (order) => {
    if (order.kind === "withdraw") return withdraw(id);
    const answer = await (order.kind === "escalate"
      ? escalate.mutateAsync({ id })
      : moreTime.mutateAsync({ id, seconds: order.seconds }));
    if (!answer.done) toastUnanswered();
  };
}
