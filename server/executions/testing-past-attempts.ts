import { v7 as uuid } from "uuid";
import type { Database } from "#db/client.ts";
import { attempts } from "#db/schema/attempts.ts";
import { DEFAULT_POLICY } from "#server/domain/policy-values.ts";

/** The first attempts of an execution, each cut and followed by another one. */
export async function buildPastAttempts(
  { db }: Database,
  executionId: string,
  times: [startedAt: Date, endedAt: Date][],
): Promise<void> {
  if (times.length === 0) return;
  await db.insert(attempts).values(
    times.map(([startedAt, endedAt], index) => ({
      executionId,
      attempt: index + 1,
      revision: 1,
      runnerId: uuid(),
      replicaId: uuid(),
      policy: DEFAULT_POLICY,
      startedAt,
      deadlineAt: endedAt,
      endedAt,
      outcome: "rerun" as const,
    })),
  );
}
