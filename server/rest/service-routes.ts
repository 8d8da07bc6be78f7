import { z } from "zod";
import { PlacementSchema, PolicySchema } from "#server/domain/policy.ts";
import { ServiceConfigSchema } from "#server/domain/service-config.ts";
import { CreateServiceInput } from "#server/services/create.ts";
import { DuplicateServiceInput } from "#server/services/duplicate.ts";
import { UpdateServiceInput } from "#server/services/update.ts";
import { pageShape } from "./page-shape.ts";
import type { Route } from "./route.ts";
import { CooperationShape, DrillShape, StartedDrillShape, StatisticsShape } from "./service-figure-shapes.ts";
import {
  CreatedServiceShape,
  DeletedServiceShape,
  PausedShape,
  PreviewShape,
  RevisionShape,
  ServiceRowShape,
  ServiceShape,
  TryAgainShape,
  UpdatedShape,
} from "./service-shapes.ts";

/** What is merged into an object: any of its fields, and null for one that is to be as if never given. */
function patchOf(schema: z.ZodObject) {
  const fields = Object.entries(schema.shape).map(([name, field]) => [name, (field as z.ZodType).nullish()]);
  return z.strictObject(Object.fromEntries(fields) as Record<string, z.ZodType>);
}

/** What is merged into a service as it is. */
const change = {
  description: ServiceConfigSchema.shape.description.unwrap().nullish(),
  program: z.record(z.string(), z.unknown()).optional().describe("Merged into the program as it is."),
  policy: patchOf(PolicySchema).nullish(),
  placement: patchOf(PlacementSchema).nullish(),
};

const CreateBody = z.strictObject({ ...CreateServiceInput.shape, ...ServiceConfigSchema.shape });

const RegisterBody = z.strictObject(ServiceConfigSchema.shape);

const UpdateBody = z.strictObject({ ...change, ...UpdateServiceInput.omit({ name: true }).shape });

const DuplicateBody = z.strictObject({ ...DuplicateServiceInput.omit({ name: true }).shape, ...change });

const GUARD =
  "With `expectedRevision`, or the service's ETag in `If-Match`, it is refused (409, or 412) unless the service is still at that revision.";

export const SERVICE_ROUTES: Route[] = [
  {
    method: "GET",
    path: "/services",
    procedure: "services.page",
    summary: "List services",
    shape: pageShape(ServiceRowShape),
  },
  {
    method: "POST",
    path: "/services",
    procedure: "services.create",
    summary: "Deploy a service",
    status: 201,
    shape: CreatedServiceShape,
    body: CreateBody,
  },
  {
    method: "GET",
    path: "/services/{name}",
    procedure: "services.get",
    summary: "One service with its revisions",
    shape: ServiceShape,
    revisioned: true,
  },
  {
    method: "PUT",
    path: "/services/{name}",
    procedure: "services.register",
    summary: "Register a service as its manifest says",
    details:
      "Deploys it, or changes what the manifest has changed since it was last registered: what people have set meanwhile stays.",
    shape: UpdatedShape,
    body: RegisterBody,
  },
  {
    method: "PATCH",
    path: "/services/{name}",
    procedure: "services.update",
    summary: "Change a service, as a new revision",
    details: `What is given is merged into what there is. Executions that run keep the policy they started with; \`apply: "live"\` moves their deadlines with the execution timeout, as a bulk. Replicas go on unless their program, isolation or concurrency changes, or \`apply\` is \`replace\`. ${GUARD}`,
    shape: UpdatedShape,
    body: UpdateBody,
  },
  {
    method: "DELETE",
    path: "/services/{name}",
    procedure: "services.delete",
    summary: "Delete a service",
    details:
      "It starts nothing any more, its replicas end, and another service may take its name; its executions stay readable. Refused (409) while any of them waits or runs, unless `force` terminates these.",
    shape: DeletedServiceShape,
  },
  {
    method: "GET",
    path: "/services/{name}/revisions",
    procedure: "services.revisions",
    summary: "Its revisions",
    details: "Newest first, at most 100: go on with `before`.",
    shape: z.object({ rows: z.array(RevisionShape) }),
    rows: true,
  },
  {
    method: "POST",
    path: "/services/{name}/roll-back",
    procedure: "services.rollBack",
    summary: "Bring an older revision's content back, as a new revision",
    details: GUARD,
    shape: UpdatedShape,
  },
  {
    method: "POST",
    path: "/services/{name}/duplicate",
    procedure: "services.duplicate",
    summary: "Deploy a copy of a service",
    details:
      "As it is, or as one of its revisions was, with its environment; what is given is merged into that.",
    status: 201,
    shape: CreatedServiceShape,
    body: DuplicateBody,
  },
  {
    method: "POST",
    path: "/services/{name}/restart",
    procedure: "services.restart",
    summary: "Put new replicas in the place of all",
    details:
      "One by one, with the program as it lies in its folder now; old ones finish what they run first. It is a revision of the same content.",
    shape: UpdatedShape,
  },
  {
    method: "POST",
    path: "/services/{name}/preview",
    procedure: "services.previewPolicy",
    summary: "What a policy would mean for what runs now",
    details: "Changes nothing.",
    shape: PreviewShape,
  },
  {
    method: "GET",
    path: "/services/{name}/cooperation",
    procedure: "services.cooperation",
    summary: "How its code answers when it is asked to stop",
    details: "By its newest stops, 200 at most.",
    shape: CooperationShape,
  },
  {
    method: "GET",
    path: "/services/{name}/statistics",
    procedure: "services.statistics",
    summary: "How it has done lately, and what waits",
    details:
      "Of each 24th part of the time the newest 250 are looked at; `more` says where there were others.",
    shape: StatisticsShape,
  },
  {
    method: "GET",
    path: "/services/{name}/drills",
    procedure: "services.drills",
    summary: "Its termination drills",
    details: "Newest first, at most 20.",
    shape: z.object({ rows: z.array(DrillShape) }),
    rows: true,
  },
  {
    method: "POST",
    path: "/services/{name}/drills",
    procedure: "services.drill",
    summary: "Start a run to see whether it stops",
    details:
      "It is left to run for `runSeconds` and then asked to stop; its outcome is among the drills once it has ended. Statistics leave it out.",
    status: 201,
    shape: StartedDrillShape,
  },
  {
    method: "POST",
    path: "/services/{name}/pause",
    procedure: "services.pause",
    summary: "Let new executions wait",
    details: "What runs goes on. Pausing again changes nothing.",
    shape: PausedShape,
  },
  {
    method: "POST",
    path: "/services/{name}/resume",
    procedure: "services.resume",
    summary: "Let executions start again",
    shape: PausedShape,
  },
  {
    method: "POST",
    path: "/services/{name}/try-again",
    procedure: "services.tryAgain",
    summary: "Start a replica of a service that fails to start now",
    details: "Ends the pause before its next try, and counts its failures anew.",
    shape: TryAgainShape,
  },
];
