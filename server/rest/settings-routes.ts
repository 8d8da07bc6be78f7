import { z } from "zod";
import type { AuditPage } from "#server/domain/audit.ts";
import type { ReasonTemplates } from "#server/domain/reason-templates.ts";
import type { Route } from "./route.ts";

export const ReasonTemplatesShape = z.object({
  texts: z.array(z.string()).describe("In the order in which they are offered."),
}) satisfies z.ZodType<ReasonTemplates>;

export const AuditEntryShape = z.object({
  id: z.number(),
  at: z.date(),
  actor: z.string().describe("A person's address, `api-key:<name>`, or `system`."),
  action: z.string(),
  subjectType: z.string(),
  subjectId: z.string(),
  subjectName: z.string().nullable().describe("What people call it; of an execution, its service."),
  data: z.record(z.string(), z.unknown()),
});

export const AuditPageShape = z.object({
  rows: z.array(AuditEntryShape),
  nextCursor: z
    .string()
    .nullable()
    .describe("What to give as `cursor` for the page after this one; null on the last."),
}) satisfies z.ZodType<AuditPage>;

export const SETTINGS_ROUTES: Route[] = [
  {
    method: "GET",
    path: "/audit",
    procedure: "audit.list",
    summary: "What people and programs did",
    details: "Newest first. Filters apply together.",
    shape: AuditPageShape,
    without: ["direction"],
  },
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
