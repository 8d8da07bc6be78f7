import { z } from "zod";
import type { Context } from "#server/context.ts";
import { ServiceNameSchema } from "#server/domain/service-config.ts";
import { type Paused, switchPause } from "./switch-pause.ts";

export const ResumeServiceInput = z.strictObject({ name: ServiceNameSchema });
export type ResumeServiceInput = z.input<typeof ResumeServiceInput>;

/** Takes work again, what waited first. Resuming what is not paused changes nothing. */
export function resumeService(ctx: Context, { name }: ResumeServiceInput): Promise<Paused> {
  return switchPause(ctx, name, false);
}
