import { z } from "zod";
import type { ReasonTemplates } from "#server/domain/reason-templates.ts";
import type { Route } from "./route.ts";

export const ReasonTemplatesShape = z.object({
  texts: z.array(z.string()).describe("In the order in which they are offered."),
}) satisfies z.ZodType<ReasonTemplates>;

export const SETTINGS_ROUTES: Route[] = [
  {
    method: "GET",
    path: "/reason-templates",
    procedure: "reasonTemplates.list",
    summary: "Reasons to choose from when something is asked to stop",
    shape: ReasonTemplatesShape,
  },
  {
    method: "PATCH",
    path: "/reason-templates",
    procedure: "reasonTemplates.save",
    summary: "Put other reasons in their place",
    shape: ReasonTemplatesShape,
  },
];
