/** Words of older clients, and of `progress_update()`. */
const SYNONYMS: Record<string, string> = { inProgress: "in-progress", completed: "success" };

/** The word that is reported for what the client calls `word`; anything else comes back as it is. */
export function toReportStatus(word: unknown): unknown {
  return typeof word === "string" && Object.hasOwn(SYNONYMS, word) ? SYNONYMS[word] : word;
}
