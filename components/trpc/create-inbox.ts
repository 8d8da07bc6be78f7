import type { QueryClient } from "@tanstack/react-query";
import { atLeisure } from "./at-leisure.ts";
import { ChangeInbox } from "./change-inbox.ts";
import { isSlow } from "./refetch-policy.ts";
import { isTouched } from "./topics.ts";

/** Milliseconds after what adds up over hours was read in which changes to it wait. */
const SLOW_PAUSE_MS = 5_000;

/**
 * An inbox whose topics make the queries that they touch be read again, those at once that are on the screen. What many
 * rows stand behind is not waited for, and has pauses of its own.
 */
export function createInbox(queryClient: QueryClient): ChangeInbox {
  const slow = new ChangeInbox((topics) => atLeisure(() => readAgain(topics, true), SLOW_PAUSE_MS));
  return new ChangeInbox((topics) => {
    slow.add([...topics]);
    return atLeisure(() => readAgain(topics, false));
  });

  function readAgain(topics: ReadonlySet<string>, slowOnes: boolean): Promise<void> {
    return queryClient.invalidateQueries({
      predicate: ({ queryKey, state }) =>
        isSlow(pathOf(queryKey)) === slowOnes && isTouched(queryKey, topics, state.data),
    });
  }
}

function pathOf([segments]: readonly unknown[]): string {
  return Array.isArray(segments) ? segments.join(".") : "";
}
