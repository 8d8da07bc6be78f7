import type { z } from "zod";
import { appRouter } from "#server/api/root.ts";

export const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
export type Method = (typeof METHODS)[number];

/** One way into a procedure. What it takes is the procedure's own input; what it answers is said by a shape. */
export interface Route {
  method: Method;
  /** Below /api/v1, for instance `/executions/{id}`; the names in braces are fields of the input. */
  path: string;
  /** For instance `executions.get`; the document calls the operation so too. */
  procedure: string;
  /** One line for people. */
  summary: string;
  /** What else is worth knowing. */
  details?: string;
  /** 201 for what makes something. */
  status?: 201;
  shape: z.ZodType;
  /** It is answered by events, each with data of the shape: `answers` and an `end`, or `changes` without one; or as one text. */
  stream?: "answers" | "changes" | "text";
  /** The procedure gives an array, which is answered as `{ rows }`. */
  rows?: true;
  /** Its ETag begins with its `revision`, for If-Match. */
  revisioned?: true;
  /** Describes the body where the procedure leaves the check of it to its verb. */
  body?: z.ZodObject;
  /** Fields of the input that are not offered here. */
  without?: readonly string[];
}

/** The fields of the route's input, with the schema that the procedure checks them by. */
export function inputFields({ procedure, without = [] }: Route): Record<string, z.ZodType> {
  const shape = inputOf(procedure)?.shape ?? {};
  return Object.fromEntries(Object.entries(shape).filter(([name]) => !without.includes(name)));
}

/** What these take stands in the query: a body means nothing to either. */
export function takesQuery({ method }: Pick<Route, "method">): boolean {
  return method === "GET" || method === "DELETE";
}

/** Names in braces, in order. */
export function pathFields({ path }: Pick<Route, "path">): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string);
}

function inputOf(procedure: string): z.ZodObject | null {
  const found = (appRouter._def.procedures as unknown as Record<string, { _def: { inputs: unknown[] } }>)[
    procedure
  ];
  if (!found) throw new Error(`there is no procedure ${procedure}`);
  const input = found._def.inputs[0] as z.ZodObject | z.ZodOptional<z.ZodObject> | undefined;
  return (input && "unwrap" in input ? input.unwrap() : input) ?? null;
}
