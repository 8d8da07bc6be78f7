import type { Query, QueryClient } from "@tanstack/react-query";
import { atLeisure } from "./at-leisure.ts";
import { ChangeInbox } from "./change-inbox.ts";
import { isSlow } from "./refetch-policy.ts";
import { isTouched } from "./topics.ts";

/** Least milliseconds after a round of reading in which changes wait. */
const PAUSE_MS = 250;
/** The same after what adds up over hours was read. */
const SLOW_PAUSE_MS = 5_000;

/**
 * An inbox whose topics make the queries that they touch be read again, those at once that are on the screen. What many
 * rows stand behind is not waited for, and has pauses of its own.
 */
export function createInbox(queryClient: QueryClient): ChangeInbox {
  const slow = new ChangeInbox((topics) => readAgain(topics, { slow: true, pause: SLOW_PAUSE_MS }));
  return new ChangeInbox((topics) => {
    slow.add([...topics]);
    return readAgain(topics, { slow: false, pause: PAUSE_MS });
  });

  async function readAgain(
    topics: ReadonlySet<string>,
    round: { slow: boolean; pause: number },
  ): Promise<void> {
    const touched = {
      predicate: ({ queryKey, state }: Query) =>
        isSlow(pathOf(queryKey)) === round.slow && isTouched(queryKey, topics, state.data),
    };
    const onScreen = queryClient.getQueryCache().findAll({ ...touched, type: "active" });
    const read = () => queryClient.invalidateQueries(touched);
    // What is nowhere on the screen makes nothing wait that comes next.
    await (onScreen.length > 0 ? atLeisure(read, round.pause) : read());
  }
}

function pathOf([segments]: readonly unknown[]): string {
  return Array.isArray(segments) ? segments.join(".") : "";
}
