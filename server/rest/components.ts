import type { z } from "zod";
import { PlacementSchema, PolicySchema } from "#server/domain/policy.ts";
import { ServiceConfigSchema } from "#server/domain/service-config.ts";
import { ApiKeyShape, CreatedApiKeyShape, RevokedShape } from "./api-key-routes.ts";
import { AttemptAutopsiesShape } from "./autopsy-shape.ts";
import * as bulkShapes from "./bulk-shapes.ts";
import { LogLineShape, LogSearchShape } from "./log-shapes.ts";
import { HistogramShape, HistoryShape, SituationShape } from "./overview-routes.ts";
import { ProblemShape } from "./problem.ts";
import { DurationsShape, FamilyShape } from "./relation-shapes.ts";
import { RunnerShape } from "./runner-shapes.ts";
import { AttemptSamplesShape } from "./sample-shapes.ts";
import { CooperationShape, DrillShape, StartedDrillShape, StatisticsShape } from "./service-figure-shapes.ts";
import {
  ChangesShape,
  CreatedServiceShape,
  DeletedServiceShape,
  HealthShape,
  PausedShape,
  PreviewShape,
  RevisionShape,
  ServiceRowShape,
  ServiceShape,
  SessionShape,
  UpdatedShape,
} from "./service-shapes.ts";
import { AuditEntryShape, AuditPageShape, ReasonTemplatesShape } from "./settings-routes.ts";
import * as executionShapes from "./shapes.ts";
import * as webhookShapes from "./webhook-shapes.ts";

function byName(shapes: Record<string, z.ZodType>): Record<string, z.ZodType> {
  return Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => [name.replace(/Shape$/, ""), shape]),
  );
}

/** Everything that is answered, by the name that the document gives it. */
export const COMPONENTS: Record<string, z.ZodType> = {
  ...byName(executionShapes),
  ...byName(bulkShapes),
  Policy: PolicySchema,
  Placement: PlacementSchema,
  ServiceConfig: ServiceConfigSchema,
  AttemptAutopsies: AttemptAutopsiesShape,
  AttemptSamples: AttemptSamplesShape,
  Family: FamilyShape,
  Durations: DurationsShape,
  LogLine: LogLineShape,
  LogSearchPage: LogSearchShape,
  ApiKey: ApiKeyShape,
  CreatedApiKey: CreatedApiKeyShape,
  RevokedApiKey: RevokedShape,
  ServiceRow: ServiceRowShape,
  Service: ServiceShape,
  Revision: RevisionShape,
  CreatedService: CreatedServiceShape,
  UpdatedService: UpdatedShape,
  PausedService: PausedShape,
  DeletedService: DeletedServiceShape,
  PolicyPreview: PreviewShape,
  Cooperation: CooperationShape,
  ServiceStatistics: StatisticsShape,
  Drill: DrillShape,
  StartedDrill: StartedDrillShape,
  Runner: RunnerShape,
  Changes: ChangesShape,
  Session: SessionShape,
  Health: HealthShape,
  ReasonTemplates: ReasonTemplatesShape,
  ...byName(webhookShapes),
  AuditEntry: AuditEntryShape,
  AuditPage: AuditPageShape,
  Overview: SituationShape,
  History: HistoryShape,
  Histogram: HistogramShape,
  Problem: ProblemShape,
};
