import { z } from "zod";
import type { Context } from "#server/context.ts";
import { ServiceNameSchema } from "#server/domain/service-config.ts";
import { type Paused, switchPause } from "./switch-pause.ts";

export const PauseServiceInput = z.strictObject({ name: ServiceNameSchema });
export type PauseServiceInput = z.input<typeof PauseServiceInput>;

/** From now on new executions stay `created`; what runs goes on. Pausing again changes nothing. */
export function pauseService(ctx: Context, { name }: PauseServiceInput): Promise<Paused> {
  return switchPause(ctx, name, true);
}
