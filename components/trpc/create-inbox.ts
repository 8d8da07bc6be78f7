import type { QueryClient } from "@tanstack/react-query";
import { atLeisure } from "./at-leisure.ts";
import { ChangeInbox } from "./change-inbox.ts";
import { isTouched } from "./topics.ts";

/** An inbox whose topics make the queries that they touch be read again, those at once that are on the screen. */
export function createInbox(queryClient: QueryClient): ChangeInbox {
  return new ChangeInbox((topics) =>
    atLeisure(() =>
      queryClient.invalidateQueries({
        predicate: ({ queryKey, state }) => isTouched(queryKey, topics, state.data),
      }),
    ),
  );
}
