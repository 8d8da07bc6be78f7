import type { QueryCache, QueryCacheNotifyEvent } from "@tanstack/react-query";
import { type Freshness, freshnessOf, INITIAL_LINK, type LinkState } from "./freshness.ts";
import { isOutage } from "./query-client.ts";

/** Follows the link to the server: by the push, and by what reads come back with. */
export class LinkTracker {
  #link: LinkState = INITIAL_LINK;
  #freshness: Freshness = freshnessOf(INITIAL_LINK);
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The same object until something changes. */
  readonly freshness = (): Freshness => this.#freshness;

  /** Changes are told as they happen. */
  get isPushed(): boolean {
    return this.#link.push === "open";
  }

  set(part: Partial<LinkState>): void {
    this.#link = { ...this.#link, ...part };
    const next = freshnessOf(this.#link);
    if (sameFreshness(next, this.#freshness)) return;
    this.#freshness = next;
    for (const listener of this.#listeners) listener();
  }

  /** How the newest read went. */
  noteRead(reads: LinkState["reads"]): void {
    if (reads !== "failing" || this.#link.reads === "good") this.set({ reads });
  }

  /** Follows every read of the cache; the returned function ends it. */
  watch(cache: QueryCache): () => void {
    for (const query of cache.getAll()) this.#sawData(query.state.dataUpdatedAt);
    return cache.subscribe((event) => this.#see(event));
  }

  #see(event: QueryCacheNotifyEvent): void {
    if (event.type === "added") this.#sawData(event.query.state.dataUpdatedAt);
    if (event.type !== "updated") return;
    const { action, query } = event;
    if (action.type === "success" && !action.manual) {
      this.set({ reads: "good", lastGoodAt: query.state.dataUpdatedAt });
    }
    if (action.type === "failed" && isOutage(action.error)) this.noteRead("failing");
    // A refusal is an answer too: the server is there.
    if (action.type === "error") this.noteRead(isOutage(action.error) ? "failed" : "good");
  }

  #sawData(at: number): void {
    if (at > (this.#link.lastGoodAt ?? 0)) this.set({ lastGoodAt: at });
  }
}

function sameFreshness(one: Freshness, other: Freshness): boolean {
  if (one.state === "live" || other.state === "live") return one.state === other.state;
  return one.state === other.state && one.since?.getTime() === other.since?.getTime();
}
