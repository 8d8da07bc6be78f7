import type { Query, QueryClient } from "@tanstack/react-query";
import { atLeisure, type Pace } from "./at-leisure.ts";
import { ChangeInbox } from "./change-inbox.ts";
import { isSlow } from "./refetch-policy.ts";
import { isFrequent, isTouched } from "./topics.ts";

/** Of what somebody waits for: that something began, stopped, or was changed. */
const PROMPT: Pace = { shortestMs: 100, share: 2 };
/** Of what moves all the time by itself. */
const FREQUENT: Pace = { shortestMs: 250, share: 4 };
/** Of what adds up over hours, since many rows stand behind it. */
const SLOW: Pace = { shortestMs: 5_000, share: 4 };

export type Inbox = Pick<ChangeInbox, "add" | "hold" | "isHeld">;

/**
 * An inbox whose topics make the queries that they touch be read again, those at once that are on the screen. Three kinds of
 * changes go on beside each other, so that no progress delays the news of a stop.
 */
export function createInbox(queryClient: QueryClient): Inbox {
  const isQuick = (path: string) => !isSlow(path);
  const prompt = lane(isQuick, PROMPT);
  const frequent = lane(isQuick, FREQUENT);
  const slow = lane(isSlow, SLOW);
  return {
    add: (topics) => {
      const seldom = topics.filter((topic) => !isFrequent(topic));
      prompt.add(seldom);
      slow.add(seldom);
      frequent.add(topics.filter(isFrequent));
    },
    hold: () => {
      const releases = [prompt, frequent, slow].map((one) => one.hold());
      return () => {
        for (const release of releases) release();
      };
    },
    get isHeld() {
      return prompt.isHeld;
    },
  };

  function lane(isOfIt: (path: string) => boolean, pace: Pace): ChangeInbox {
    return new ChangeInbox(async (topics) => {
      const touched = {
        predicate: ({ queryKey, state }: Query) =>
          isOfIt(pathOf(queryKey)) && isTouched(queryKey, topics, state.data),
      };
      const onScreen = queryClient.getQueryCache().findAll({ ...touched, type: "active" });
      const read = () => queryClient.invalidateQueries(touched);
      // What is nowhere on the screen makes nothing wait that comes next.
      await (onScreen.length > 0 ? atLeisure(read, pace) : read());
    });
  }
}

function pathOf([segments]: readonly unknown[]): string {
  return Array.isArray(segments) ? segments.join(".") : "";
}
