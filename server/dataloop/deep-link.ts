import type { Context } from "#server/context.ts";
import { NotFound } from "#server/errors.ts";
import { serviceRecord } from "#server/services/records.ts";

/** The page of the service that `open_in_web()` of Dataloop's client names by its id; null when there is none. */
export async function pageOfService(
  { database, clock }: Pick<Context, "database" | "clock">,
  service: string,
): Promise<string | null> {
  try {
    const { name } = await serviceRecord({ database, clock, actor: "system" }, service);
    return `/services/${name}`;
  } catch (error) {
    if (error instanceof NotFound) return null;
    throw error;
  }
}
