import { useMutation } from "@tanstack/react-query";
import { toast } from "sonner";
import { useTRPC } from "#components/trpc/context.ts";
import type { MoveDeadline } from "./deadline-controls.tsx";
import type { GiveOrder } from "./stop-controls.tsx";

/** Gives orders about the stop of one execution. What was not done is said, and why. */
export function useStopOrders(id: string): GiveOrder {
  const { executions } = useTRPC();
  const withdraw = useMutation(executions.withdraw.mutationOptions());
  const escalate = useMutation(executions.escalate.mutationOptions());
  const moreTime = useMutation(executions.moreTime.mutationOptions());
  return async (order) => {
    const answer = await (order.kind === "withdraw"
      ? withdraw.mutateAsync({ id })
      : order.kind === "escalate"
        ? escalate.mutateAsync({ id })
        : moreTime.mutateAsync({ id, seconds: order.seconds }));
    if (!answer.done) toastUnanswered();
    else if (order.kind === "withdraw")
      toast("Stop withdrawn", { description: "It goes on as if never asked." });
  };
}

/** Moves the deadline of one execution. */
export function useDeadline(id: string): MoveDeadline {
  const move = useMutation(useTRPC().executions.setDeadline.mutationOptions());
  return async (to) => {
    const { done } = await move.mutateAsync({ id, ...to });
    if (done) toast("Deadline moved");
    else toastUnanswered();
  };
}

function toastUnanswered() {
  toast("Its agent has not answered", { description: "The order stays until it does." });
}
