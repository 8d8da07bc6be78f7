import { isGone, type ProcessEntry, type ProcessIdentity } from "./process-entry.ts";

/** The variable that every process of a worker inherits, and by which it is found wherever it went. */
export const WORKER_VARIABLE = "CURFEW_WORKER";

/** What the processes of one worker are known by. */
export interface WorkerMark {
  /** Value of CURFEW_WORKER. */
  nonce: string;
  /** The worker itself: leader of its session and group. Null while it is not known. */
  leader: ProcessIdentity | null;
  /** Start time by pid of what was once seen below the leader: a descendant may lose its parents, but not this. */
  descendants: Map<number, number>;
}

export function createMark(nonce: string, leader: ProcessIdentity | null): WorkerMark {
  return { nonce, leader, descendants: new Map() };
}

/** The short name of a forked Python worker, inherited by what it forks. */
export function forkedName(nonce: string): string {
  return `cf-${nonce.slice(0, 12)}`;
}

/** The children of each process: made once for a table, used for many workers. */
export type ChildIndex = Map<number, ProcessEntry[]>;

export function indexChildren(table: ProcessEntry[]): ChildIndex {
  const children: ChildIndex = new Map();
  for (const entry of table) {
    const siblings = children.get(entry.parent);
    if (siblings) siblings.push(entry);
    else children.set(entry.parent, [entry]);
  }
  return children;
}

/** All below `roots`, each once, without these. */
export function descendantsOf(children: ChildIndex, roots: Iterable<number>): ProcessEntry[] {
  const found: ProcessEntry[] = [];
  const met = new Set(roots);
  const open = [...met];
  for (let pid = open.pop(); pid !== undefined; pid = open.pop()) {
    for (const child of children.get(pid) ?? []) {
      if (met.has(child.pid)) continue;
      met.add(child.pid);
      found.push(child);
      open.push(child.pid);
    }
  }
  return found;
}

/** Remembers who is below the worker now. `children` is the index of `table`. */
export function rememberDescendants(mark: WorkerMark, table: ProcessEntry[], children: ChildIndex): void {
  // By pid alone a process that got the pid of a dead one would give its children away.
  const known = table.filter(
    (entry) =>
      mark.descendants.get(entry.pid) === entry.startTime ||
      (entry.pid === mark.leader?.pid && entry.startTime === mark.leader.startTime),
  );
  for (const entry of descendantsOf(
    children,
    known.map(({ pid }) => pid),
  )) {
    if (isYounger(entry, mark)) mark.descendants.set(entry.pid, entry.startTime);
  }
}

/**
 * The worker, its group and session, whoever was seen below it, and all below these: what `findSurvivors` knows without
 * reading the environment of each process. `children` is the index of `table`.
 */
export function membersOf(mark: WorkerMark, table: ProcessEntry[], children: ChildIndex): ProcessEntry[] {
  const unread = table.map((entry): Candidate => ({ entry, nonce: null }));
  return survivorsOf(mark, unread, children, new Set());
}

interface Candidate {
  entry: ProcessEntry;
  /** Value of CURFEW_WORKER; null when it has none. */
  nonce: string | null;
}

/**
 * What is left alive of each worker, by nonce: its leader, its group, its session, whatever carries its mark or its
 * name, whoever was seen below it or lives in its control group, and all below these. `nonceOf` reads CURFEW_WORKER of
 * a process; it is asked only about processes that are not older than the oldest of the workers. `enclosedBy` names
 * the pids in a worker's control group.
 */
export function findSurvivors(
  marks: WorkerMark[],
  table: ProcessEntry[],
  nonceOf: (pid: number) => string | null,
  enclosedBy: (nonce: string) => number[] = () => [],
): Map<string, ProcessEntry[]> {
  const living = table.filter((entry) => !isGone(entry));
  const oldest = Math.min(...marks.map((mark) => mark.leader?.startTime ?? 0));
  const candidates = living
    .filter((entry) => entry.startTime >= oldest && entry.pid !== process.pid)
    .map((entry): Candidate => ({ entry, nonce: nonceOf(entry.pid) }));
  const children = indexChildren(living);
  return new Map(
    marks.map((mark) => [
      mark.nonce,
      survivorsOf(mark, candidates, children, new Set(enclosedBy(mark.nonce))),
    ]),
  );
}

function survivorsOf(
  mark: WorkerMark,
  candidates: Candidate[],
  children: ChildIndex,
  enclosed: Set<number>,
): ProcessEntry[] {
  const known = isRecycled(mark.leader, candidates) ? { ...mark, leader: null } : mark;
  const own = candidates
    .filter(({ entry }) => isYounger(entry, mark))
    .filter(({ entry, nonce }) => enclosed.has(entry.pid) || belongs(entry, known, nonce))
    .map(({ entry }) => entry);
  if (own.length === 0) return own;
  const below = descendantsOf(
    children,
    own.map(({ pid }) => pid),
  );
  return [...own, ...below];
}

function belongs(entry: ProcessEntry, mark: WorkerMark, nonce: string | null): boolean {
  if (nonce === mark.nonce || entry.name === forkedName(mark.nonce)) return true;
  if (mark.descendants.get(entry.pid) === entry.startTime) return true;
  if (!mark.leader) return false;
  if (entry.pid === mark.leader.pid) return entry.startTime === mark.leader.startTime;
  return entry.group === mark.leader.pid || entry.session === mark.leader.pid;
}

/** Its pid, and with it its group and session, belongs to another process now. */
function isRecycled(leader: ProcessIdentity | null, candidates: Candidate[]): boolean {
  return candidates.some(({ entry }) => entry.pid === leader?.pid && entry.startTime !== leader.startTime);
}

/** A descendant is never older than its ancestor. */
function isYounger(entry: ProcessEntry, mark: WorkerMark): boolean {
  return !mark.leader || entry.startTime >= mark.leader.startTime;
}
