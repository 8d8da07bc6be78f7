import { z } from "zod";
import type { ExecutionStatus } from "#server/domain/status.ts";
import type { Comparison, Condition, TextField } from "#server/executions/condition.ts";
import { type Filter, fault, holds, type Operator, type Test, testsOf } from "./filter.ts";
import { PACKAGE, PROJECT } from "./project.ts";
import { REPORT_STATUSES, type ReportStatus } from "./status-log.ts";
import { toReportStatus } from "./status-words.ts";

const TEXT_FIELDS: Record<string, TextField> = {
  id: "id",
  serviceId: "serviceId",
  serviceName: "serviceName",
  packageId: "serviceId",
  packageName: "serviceName",
  functionName: "functionName",
  creator: "createdBy",
};

/** The same for every execution here. */
const CONSTANTS: Record<string, unknown> = {
  ...PACKAGE,
  projectId: PROJECT.id,
  driverId: PROJECT.id,
  triggerId: null,
  global: false,
};
/** Dataloop's objects that no execution here has anything of: `pipeline.id`, `metadata.ml.modelId`, … */
const NOTHING = ["pipeline", "model", "metadata", "app", "eventContext"];

const STATUS_FIELDS = ["latestStatus.status", "status"];
const TIMES = ["createdAt", "updatedAt"] as const;
const COMPARED: Partial<Record<Operator, Comparison>> = {
  $eq: "=",
  $gt: ">",
  $gte: ">=",
  $lt: "<",
  $lte: "<=",
};

const FIELDS = [
  ...Object.keys(TEXT_FIELDS),
  ...STATUS_FIELDS,
  ...TIMES,
  "toTerminate",
  ...Object.keys(CONSTANTS),
  ...NOTHING.map((field) => `${field}.…`),
];

/** True when the filter names executions by their ids. */
export function namesIds(filter: Filter): boolean {
  return testsOf(filter).some(({ field }) => field === "id");
}

/** Throws InvalidInput for a field that can't be searched by, or a value that it can't have. */
export function toCondition(filter: Filter): Condition {
  if ("all" in filter) return { all: filter.all.map(toCondition) };
  if ("any" in filter) return { any: filter.any.map(toCondition) };
  return testCondition(filter);
}

function testCondition(test: Test): Condition {
  const { field } = test;
  const text = TEXT_FIELDS[field];
  if (text) return textCondition(test, text);
  if (Object.hasOwn(CONSTANTS, field)) return { always: holds(test, CONSTANTS[field]) };
  if (NOTHING.includes(field.split(".")[0] ?? "")) return { always: holds(test, null) };
  if (STATUS_FIELDS.includes(field)) return statusCondition(test);
  if (field === "toTerminate") return flagCondition(test);
  const time = TIMES.find((one) => one === field);
  if (time) return timeCondition(test, time);
  throw fault(field, `can't be searched by; there are ${FIELDS.join(", ")}`);
}

function textCondition(test: Test, field: TextField): Condition {
  const { operator, value } = test;
  if (operator === "$exists") return { always: value === true };
  if (operator === "$match") return { field, like: value as string };
  const wanted = operator === "$in" || operator === "$nin" ? (value as unknown[]) : [value];
  const texts = wanted.filter((one) => typeof one === "string");
  const byId = field === "id" || field === "serviceId";
  // What has not the form of an id is the id of nothing.
  const oneOf = byId ? texts.filter((one) => z.uuid().safeParse(one).success) : texts;
  const among: Condition = { field, oneOf };
  if (operator === "$eq" || operator === "$in") return among;
  if (operator === "$ne" || operator === "$nin") return { not: among };
  throw fault(test.field, `${operator} is not supported for it`);
}

const STATUSES: Record<Exclude<ReportStatus, "created" | "rerun">, ExecutionStatus[]> = {
  "in-progress": ["in-progress"],
  success: ["success"],
  failed: ["failed", "terminated"],
};

/** By the words that pass the test, so that an index finds the rows. */
function statusCondition({ operator, value }: Test): Condition {
  const wanted = Array.isArray(value) ? value.map(toReportStatus) : toReportStatus(value);
  const words = REPORT_STATUSES.filter((word) => holds({ operator, value: wanted }, word));
  const any = words.map((word): Condition => {
    if (word === "rerun") return { waitsAgain: true };
    if (word !== "created") return { statuses: STATUSES[word] };
    return { all: [{ statuses: ["created"] }, { not: { waitsAgain: true } }] };
  });
  return { any };
}

function flagCondition(test: Test): Condition {
  const [whenTrue, whenFalse] = [holds(test, true), holds(test, false)];
  if (whenTrue === whenFalse) return { always: whenTrue };
  return whenTrue ? { terminateAsked: true } : { not: { terminateAsked: true } };
}

function timeCondition(test: Test, field: (typeof TIMES)[number]): Condition {
  const { operator, value } = test;
  if (operator === "$exists") return { always: value === true };
  const equal = { field, compared: "=", with: readTime(test) } as const;
  if (operator === "$ne") return { not: equal };
  const compared = COMPARED[operator];
  if (!compared) throw fault(test.field, `${operator} is not supported for it`);
  return { ...equal, compared };
}

function readTime({ field, value }: Test): Date {
  const at = new Date(typeof value === "string" ? value : Number.NaN);
  if (Number.isNaN(at.getTime())) throw fault(field, "must be a time, for example 2026-01-31T12:00:00Z");
  return at;
}
