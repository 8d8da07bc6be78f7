import { z } from "zod";
import { CHANGES_CHANNEL } from "#db/channels.ts";
import type { Database } from "#db/client.ts";
import { EVERYTHING, type TopicSource } from "./change-feed.ts";

const TopicsSchema = z.array(z.string());

/** Topics as PostgreSQL tells them, on a connection of its own that comes back by itself after an outage. */
export function databaseChanges(database: Database): TopicSource {
  return async (onTopics, onGap) => {
    // Called at each (re-)subscription: what was sent while there was none is lost.
    const { unlisten } = await database.sql.listen(
      CHANGES_CHANNEL,
      (payload) => onTopics(parse(payload)),
      onGap,
    );
    return unlisten;
  };
}

function parse(payload: string): string[] {
  try {
    return TopicsSchema.parse(JSON.parse(payload));
  } catch {
    // Unreadable means that something changed, and not what.
    return [EVERYTHING];
  }
}
