import type { Database } from "#db/client.ts";

/** What a message says beside the facts that were written down when it happened. */
export interface Composed {
  event: string;
  at: Date;
  executionId: string | null;
  serviceId: string | null;
  serviceName: string | null;
  functionName: string | null;
  createdBy: string | null;
  createdAt: Date | null;
  parentId: string | null;
  labels: Record<string, string>;
  facts: Record<string, unknown>;
}

/** Columns of `webhook_deliveries d`, with `composedJoins`. */
export function composedColumns(sql: Database["sql"]) {
  return sql`d.event, d.at, d.execution_id as "executionId", d.service_id as "serviceId", s.name as "serviceName",
    e.function_name as "functionName", e.created_by as "createdBy", e.created_at as "createdAt",
    e.parent_id as "parentId", d.facts,
    coalesce((select jsonb_object_agg(l.key, l.value) from execution_labels l
      where l.execution_id = d.execution_id), '{}') as labels`;
}

export function composedJoins(sql: Database["sql"]) {
  return sql`left join services s on s.id = d.service_id left join executions e on e.id = d.execution_id`;
}

/** The body, as JSON: `type`, `timestamp` and `data`, as the Standard Webhooks specification proposes. */
export function composeBody({ event, at, executionId, serviceId, serviceName, ...rest }: Composed): string {
  const { functionName, createdBy, createdAt, parentId, labels, facts } = rest;
  const about =
    executionId === null ? {} : { executionId, functionName, parentId, createdBy, createdAt, labels };
  const service = serviceId === null ? {} : { serviceId, serviceName };
  return JSON.stringify({ type: event, timestamp: at, data: { ...service, ...about, ...facts } });
}
