"use client";

import { ChevronDown } from "lucide-react";
import { useState } from "react";
import { useCommands } from "#components/shell/shortcuts.tsx";
import { formatSeconds } from "#components/time/format-duration.ts";
import { doubtWords } from "#components/trpc/failure-words.ts";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogContent } from "#components/ui/dialog.tsx";
import { DialogButtons } from "#components/ui/dialog-buttons.tsx";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "#components/ui/dropdown-menu.tsx";
import { type OrderKind, orderRefusal, refusalWords } from "#server/domain/order.ts";
import type { ExecutionDetail } from "#server/domain/views.ts";
import { nextSignal, type StopLadder } from "./stop-ladder.ts";
import { type EscalationWords, escalationWords } from "./stop-words.ts";
import { UnansweredOrder } from "./unanswered-order.tsx";

export type StopOrder = { kind: "withdraw" } | { kind: "escalate" } | { kind: "more-time"; seconds: number };

/** Resolves when its agent has carried it out, or has not answered for a while; rejects when it is refused. */
export type GiveOrder = (order: StopOrder) => Promise<unknown>;

export interface StopControlsProps {
  execution: ExecutionDetail;
  ladder: StopLadder;
  onOrder: GiveOrder;
}

const ORDERED: Record<StopOrder["kind"], string> = {
  withdraw: "the stop was withdrawn",
  escalate: "the next signal was asked for",
  "more-time": "more time was asked for",
};

const AMOUNTS = [30, 120, 600, 3_600];

/** Withdraw, escalate now, more time: each only while it can still be done. */
export function StopControls({ execution, ladder, onOrder }: StopControlsProps) {
  const { pending, error, give } = useOrders(onOrder);
  const next = execution.policy && nextSignal(ladder, execution.policy);
  const titleOf = (kind: OrderKind) => {
    const refusal = orderRefusal(execution, kind);
    return refusal ? `Not possible: ${refusalWords(refusal)}.` : undefined;
  };
  const late = orderRefusal(execution, "withdraw");
  // Its own time is up: nothing that is done to it would bring its end nearer.
  const waitsForNeighbours = execution.reset?.by === execution.id && ladder.signals.length === 0;
  const words = escalationWords(next?.signal ?? "SIGTERM", execution.neighbours);
  const withdraw = () => give({ kind: "withdraw" });
  useCommands("This execution", late === null && pending === null ? { "Withdraw the stop": withdraw } : {});
  return (
    <div className="mt-2.5 flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <Button
          size="sm"
          onClick={withdraw}
          disabled={late !== null || pending !== null}
          pending={pending === "withdraw"}
          title={titleOf("withdraw") ?? "Take the stop back: it goes on as if never asked."}
        >
          Withdraw
        </Button>
        {next && !waitsForNeighbours && (
          <>
            <Escalate words={words} pending={pending} onGive={give} title={titleOf("escalate")} />
            <MoreTime pending={pending} onGive={give} title={titleOf("more-time")} />
          </>
        )}
        {late && <span className="text-xs text-ink-muted">Too late to withdraw: {refusalWords(late)}.</span>}
      </div>
      {execution.order && <UnansweredOrder order={execution.order} />}
      {error && <Banner kind="error">{error}</Banner>}
    </div>
  );
}

interface ControlProps {
  pending: OrderKind | null;
  onGive: (order: StopOrder) => void;
  /** Why it can't be done; undefined when it can. */
  title: string | undefined;
}

/** Asks once more: what the code has not saved by then is lost. */
function Escalate({ words, pending, onGive, title }: ControlProps & { words: EscalationWords }) {
  const [asked, setAsked] = useState(false);
  const offered = title === undefined && pending === null;
  useCommands("This execution", offered ? { "Escalate now…": () => setAsked(true) } : {});
  return (
    <>
      <Button
        size="sm"
        onClick={() => setAsked(true)}
        disabled={title !== undefined || pending !== null}
        pending={pending === "escalate"}
        title={title}
      >
        Escalate now
      </Button>
      <Dialog open={asked} onOpenChange={setAsked}>
        <DialogContent
          title={`${words.action} now?`}
          description={words.meaning}
          footer={
            <DialogButtons
              leave="Go on waiting"
              variant="danger"
              onClick={() => {
                setAsked(false);
                onGive({ kind: "escalate" });
              }}
            >
              {words.action}
            </DialogButtons>
          }
        />
      </Dialog>
    </>
  );
}

function MoreTime({ pending, onGive, title }: ControlProps) {
  const offered = title === undefined && pending === null;
  const choices = AMOUNTS.map(
    (seconds) =>
      [`Give it ${formatSeconds(seconds)} more`, () => onGive({ kind: "more-time", seconds })] as const,
  );
  useCommands("This execution", offered ? Object.fromEntries(choices) : {});
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button
          size="sm"
          disabled={title !== undefined || pending !== null}
          pending={pending === "more-time"}
          title={title}
        >
          Give it more time <ChevronDown aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start">
        {AMOUNTS.map((seconds) => (
          <DropdownMenuItem key={seconds} onSelect={() => onGive({ kind: "more-time", seconds })}>
            {formatSeconds(seconds)} more
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

/** One order at a time. */
function useOrders(onOrder: GiveOrder) {
  const [pending, setPending] = useState<OrderKind | null>(null);
  const [error, setError] = useState<string | null>(null);
  const give = async (order: StopOrder) => {
    setPending(order.kind);
    setError(null);
    try {
      await onOrder(order);
    } catch (cause) {
      setError(doubtWords(cause, ORDERED[order.kind]));
    } finally {
      setPending(null);
    }
  };
  return { pending, error, give: (order: StopOrder) => void give(order) };
}
