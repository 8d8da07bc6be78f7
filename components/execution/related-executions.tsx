"use client";

import Link from "next/link";
import { ExecutionLink } from "#components/executions/execution-link.tsx";
import { executionsHref } from "#components/executions/filter-href.ts";
import { type ShownState, STATES } from "#components/executions/state.tsx";
import { StateMark } from "#components/executions/state-badge.tsx";
import { RelativeTime } from "#components/time/relative-time.tsx";
import type { ExecutionDetail, RelativeView } from "#server/domain/views.ts";

type Relations = Pick<ExecutionDetail, "id" | "rerunOf" | "reruns" | "parentId" | "parent" | "children">;

/** True when there is something to show. */
export function isRelated({ rerunOf, reruns, parentId, children }: Omit<Relations, "id">): boolean {
  return Boolean(rerunOf || parentId) || reruns.length + children.length > 0;
}

/** What it repeats and what repeats it; what has started it and what it has started. */
export function RelatedExecutions({ execution }: { execution: Relations }) {
  const { id, rerunOf, reruns, parentId, parent, children } = execution;
  return (
    <ul className="flex flex-col gap-1.5">
      {parentId && (
        <li className="flex flex-wrap items-center gap-x-1.5">
          Started by <ExecutionLink id={parentId} />
          {parent && <Relative relative={parent} />}
        </li>
      )}
      {rerunOf && (
        <li>
          Rerun of <ExecutionLink id={rerunOf} />
        </li>
      )}
      {reruns.map((rerun) => (
        <li key={rerun.id} className="flex flex-wrap items-center gap-x-1.5">
          Rerun as <ExecutionLink id={rerun.id} />
          <State state={rerun.status} />
          <RelativeTime at={rerun.createdAt} className="text-ink-muted" />
        </li>
      ))}
      {children.map((child) => (
        <li key={child.id} className="flex flex-wrap items-center gap-x-1.5">
          Started <ExecutionLink id={child.id} />
          <Relative relative={child} />
          <RelativeTime at={child.createdAt} className="text-ink-muted" />
        </li>
      ))}
      {children.length > 0 && (
        <li>
          <Link href={executionsHref(`parent:${id}`)} className="underline hover:no-underline">
            All that it started, in the list
          </Link>
        </li>
      )}
    </ul>
  );
}

function Relative({ relative }: { relative: RelativeView }) {
  return (
    <>
      <span className="text-ink-muted">{relative.serviceName}</span>
      <State state={relative.stopping ? "stopping" : relative.status} />
    </>
  );
}

function State({ state }: { state: ShownState }) {
  return (
    <span className="inline-flex items-center gap-1">
      <StateMark state={state} /> {STATES[state].word}
    </span>
  );
}
