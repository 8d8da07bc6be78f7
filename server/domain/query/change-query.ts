import { type ExecutionQuery, NO_QUERY, type Sort } from "./execution-query.ts";

/** Both together: lists grow, what can be said once is said by `more`. */
export function addToQuery(query: ExecutionQuery, more: ExecutionQuery): ExecutionQuery {
  const labels = query.labels.filter(({ key }) => more.labels.every((label) => label.key !== key));
  return {
    services: union(query.services, more.services),
    functions: union(query.functions, more.functions),
    statuses: union(query.statuses, more.statuses),
    marks: union(query.marks, more.marks),
    reasons: union(query.reasons, more.reasons),
    runners: union(query.runners, more.runners),
    creators: union(query.creators, more.creators),
    labels: [...labels, ...more.labels],
    ids: union(query.ids, more.ids),
    parents: union(query.parents, more.parents),
    bulks: union(query.bulks, more.bulks),
    older: more.older ?? query.older,
    newer: more.newer ?? query.newer,
    from: more.from ?? query.from,
    to: more.to ?? query.to,
    texts: union(query.texts, more.texts),
    sort: more.sort === NO_QUERY.sort ? query.sort : more.sort,
  };
}

/** In another order; one by what only runs narrows it to what runs. */
export function sortedBy(query: ExecutionQuery, sort: Sort): ExecutionQuery {
  const running = query.statuses.filter((one) => one === "in-progress" || one === "stopping");
  if (sort === "newest" || sort === "oldest") return { ...query, sort };
  const same = running.length > 0 && running.length === query.statuses.length;
  return { ...query, sort, statuses: same ? query.statuses : ["in-progress"] };
}

/** With other states; an order by what only runs is left when they are not those of what runs. */
export function withStatuses(query: ExecutionQuery, statuses: ExecutionQuery["statuses"]): ExecutionQuery {
  const sorted = sortedBy({ ...query, statuses }, query.sort);
  return sorted.statuses === statuses ? sorted : { ...query, statuses, sort: "newest" };
}

/** Created from `from` on and before `to`, whatever was asked for before; to the second, so that it can be read. */
export function withinTime(query: ExecutionQuery, from: Date, to: Date): ExecutionQuery {
  const second = 1_000;
  return {
    ...query,
    older: null,
    newer: null,
    from: Math.floor(from.getTime() / second) * second,
    to: Math.ceil(to.getTime() / second) * second,
  };
}

function union<T>(one: T[], other: T[]): T[] {
  return [...new Set([...one, ...other])];
}
