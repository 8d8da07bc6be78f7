import { useMutation } from "@tanstack/react-query";
import { useTRPC } from "#components/trpc/context.ts";
import { toast } from "#components/ui/toast.ts";
import type { DeadlineMove } from "./deadline-move.ts";

/** Takes back the stop of one execution. Rejects when it is too late, and says why. */
export function useWithdraw(): (id: string) => Promise<void> {
  const withdraw = useMutation(useTRPC().executions.withdraw.mutationOptions());
  return async (id) => {
    const { done } = await withdraw.mutateAsync({ id });
    if (done) toast("Stop withdrawn", { description: "It goes on as if never asked." });
    else toastUnanswered();
  };
}

/** Moves the deadline of one execution. */
export function useDeadline(): (id: string, to: DeadlineMove) => Promise<void> {
  const move = useMutation(useTRPC().executions.setDeadline.mutationOptions());
  return async (id, to) => {
    const { done } = await move.mutateAsync({ id, ...to });
    if (done) toast("Deadline moved");
    else toastUnanswered();
  };
}

/** An order that its agent has not answered stands until it does. */
export function toastUnanswered(): void {
  toast("Its agent has not answered", { description: "The order stays until it does." });
}
