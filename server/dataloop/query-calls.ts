import { z } from "zod";
import { canRerun } from "#server/domain/permissions.ts";
import { rerunExecution } from "#server/executions/rerun.ts";
import { newestOf, rerunChains } from "#server/executions/rerun-chain.ts";
import { type Found, type Search, searchExecutions } from "#server/executions/search.ts";
import { serviceRecords } from "#server/services/records.ts";
import type { Call, Handler } from "./call.ts";
import { finishedCommand } from "./command.ts";
import { wireOf } from "./execution-calls.ts";
import { namesIds, toCondition } from "./execution-filter.ts";
import { type Filter, fault, matches, readFilter } from "./filter.ts";
import { toWireService } from "./service-wire.ts";
import { Unsupported } from "./unsupported.ts";

const pageWords = "page must be a whole number, 0 or more";
const sizeWords = "pageSize must be a whole number from 1 to 1000";
const DIRECTIONS = ["ascending", "descending"] as const;

const QueryBody = z.looseObject({
  resource: z.enum(["executions", "services"], { error: 'resource must be "executions" or "services"' }),
  filter: z.unknown().optional(),
  sort: z.record(z.string(), z.enum(DIRECTIONS, { error: "sort takes ascending or descending" })).nullish(),
  page: z.number(pageWords).int(pageWords).min(0, pageWords).max(1_000_000, pageWords).default(0),
  pageSize: z.number(sizeWords).int(sizeWords).min(1, sizeWords).max(1_000, sizeWords).default(100),
});
type Query = z.output<typeof QueryBody>;

export const query: Handler = async (call) => {
  const body = QueryBody.parse(await call.json());
  if (body.join) throw new Unsupported("Curfew does not join one resource to another.");
  const filter = readFilter(body.filter ?? {});
  return await (body.resource === "executions" ? queryExecutions : queryServices)(call, body, filter);
};

async function queryExecutions(call: Call, body: Query, filter: Filter) {
  const { page, pageSize } = body;
  const { ids, total } = await search(call, filter, { page, pageSize, ...orderOf(body) });
  const chains = await rerunChains(call.ctx, ids);
  const items = ids.flatMap((id) => {
    const chain = chains.get(id);
    return chain ? [wireOf(call, id, chain)] : [];
  });
  return pageOf(items, total, body);
}

/** What was run again shows as its newest run, unless it is asked for by its id. */
function search(
  { ctx }: Call,
  filter: Filter,
  paging: Pick<Search, "page" | "pageSize" | "orderBy" | "descending">,
): Promise<Found> {
  return searchExecutions(ctx, {
    ...paging,
    condition: toCondition(filter),
    newestOnly: !namesIds(filter),
  });
}

const ORDERS: Record<string, Search["orderBy"]> = {
  createdAt: "createdAt",
  id: "createdAt",
  updatedAt: "updatedAt",
};

/** Newest first where nothing else is asked for. */
function orderOf({ sort }: Query): Pick<Search, "orderBy" | "descending"> {
  const [first, ...others] = Object.entries(sort ?? {});
  if (!first) return { orderBy: "createdAt", descending: true };
  const orderBy = ORDERS[first[0]];
  if (!orderBy || others.length > 0) throw fault("sort", "takes one of createdAt, updatedAt, id");
  return { orderBy, descending: first[1] === "descending" };
}

/** There are few services: they are matched as they are shown. */
async function queryServices(call: Call, body: Query, filter: Filter) {
  const services = (await serviceRecords(call.ctx)).map((service) => toWireService(service, call.base));
  const found = services.filter((service) => matches(filter, service));
  const [field, direction] = Object.entries(body.sort ?? {})[0] ?? ["createdAt", "ascending"];
  if (!["createdAt", "updatedAt", "name", "id"].includes(field)) {
    throw fault("sort", "takes one of createdAt, updatedAt, name, id");
  }
  const key = field as "createdAt" | "updatedAt" | "name" | "id";
  const sign = direction === "descending" ? -1 : 1;
  found.sort((one, other) => sign * (one[key] < other[key] ? -1 : one[key] > other[key] ? 1 : 0));
  const { page, pageSize } = body;
  return pageOf(found.slice(page * pageSize, (page + 1) * pageSize), found.length, body);
}

function pageOf<Item>(items: Item[], total: number, { page, pageSize }: Query) {
  return {
    totalItemsCount: total,
    items,
    totalPagesCount: Math.ceil(total / pageSize),
    hasNextPage: (page + 1) * pageSize < total,
  };
}

/** In one command; each is a row and a check of its input. */
const MOST_RERUNS = 1_000;

const RerunBody = z.looseObject({ query: z.unknown().optional() });

/** Runs again all that match and have ended; done when it is answered. */
export const rerunBatch: Handler = async (call) => {
  const body = RerunBody.parse(await call.json());
  const filter = readFilter(body.query ?? {});
  const paging = { page: 0, pageSize: MOST_RERUNS, orderBy: "createdAt", descending: false } as const;
  const { ids, total } = await search(call, filter, paging);
  if (total > MOST_RERUNS) {
    throw fault("query", `matches ${total} executions; at most ${MOST_RERUNS} are run again in one command`);
  }
  const newest = [...(await rerunChains(call.ctx, ids)).values()].map(newestOf);
  const ended = [...new Map(newest.map((one) => [one.id, one])).values()].filter(canRerun);
  for (const { id } of ended) await rerunExecution(call.ctx, { id });
  const spec = { count: ended.length, skipped: newest.length - ended.length };
  return finishedCommand(
    { type: "RerunExecutions", spec, at: call.ctx.clock.now().toISOString() },
    call.base,
  );
};
