import type { Context } from "#server/context.ts";
import type { ExecutionStatus } from "#server/domain/status.ts";

/** An execution as its rows tell it at the end. */
export interface Story {
  id: string;
  service: string;
  idempotencyKey: string | null;
  parentId: string | null;
  status: ExecutionStatus;
  reason: string | null;
  attempt: number;
  maxAttempts: number;
  /** Oldest first. */
  events: StoryEvent[];
}

export interface StoryEvent {
  type: string;
  attempt: number;
  data: Record<string, unknown>;
}

/** Every execution with its events. */
export async function readStories({ database: { sql } }: Context): Promise<Story[]> {
  return sql<Story[]>`
    select e.id, s.name as service, e.idempotency_key as "idempotencyKey", e.parent_id as "parentId", e.status,
      e.reason, e.attempt, coalesce((e.policy->>'maxAttempts')::int, 1000) as "maxAttempts",
      coalesce((select jsonb_agg(jsonb_build_object('type', v.type, 'attempt', v.attempt, 'data', v.data) order by v.id)
        from execution_events v where v.execution_id = e.id), '[]') as events
    from executions e join services s on s.id = e.service_id order by e.id`;
}

/** The attempt in which its termination came and stood; null when none did, or it was withdrawn. */
export function terminatedIn({ events }: Pick<Story, "events">): number | null {
  let asked: number | null = null;
  for (const event of events) {
    if (event.type === "stop_requested" && event.data.reason === "terminated") asked = event.attempt;
    if (isWithdrawal(event)) asked = null;
  }
  return asked;
}

/** The stop of an attempt was taken back. */
function isWithdrawal({ type, data }: StoryEvent): boolean {
  return type === "order_answered" && data.kind === "withdraw" && data.refusal === null;
}

/** An attempt is over. Who was abandoned has no outcome: nobody could see its end. */
function isEnd({ type, data }: StoryEvent): boolean {
  return ["ended", "rerun", "retry"].includes(type) && data.outcome !== undefined;
}

/** Attempts that ended, before everybody's eyes, while they were asked to stop. */
export function stoppedAttempts({ events }: Pick<Story, "events">): number[] {
  const asked = new Set<number>();
  const stopped: number[] = [];
  for (const event of events) {
    if (event.type === "stop_requested") asked.add(event.attempt);
    if (isWithdrawal(event)) asked.delete(event.attempt);
    if (isEnd(event) && (asked.has(event.attempt) || event.data.outcome === "stopped"))
      stopped.push(event.attempt);
  }
  return stopped;
}
