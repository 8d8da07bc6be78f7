/** What tabs of one browser tell each other. */
type Message =
  | { type: "topics"; topics: string[] }
  | { type: "state"; state: PushState }
  /** A new tab asks the leader how the push stands. */
  | { type: "ask" };

export type PushState = "open" | "connecting" | "polling";

export interface PushHandlers {
  onTopics(topics: string[]): void;
  onState(state: PushState): void;
}

/** What of a browser this needs. */
export interface PushPlatform {
  /** Undefined where pages are not served from this machine or by https: there every tab polls. */
  locks: Pick<LockManager, "request"> | undefined;
  openChannel(name: string): Pick<BroadcastChannel, "postMessage" | "close" | "onmessage">;
  /** Opens the one push connection; the returned function closes it. */
  subscribe(handlers: PushHandlers): () => void;
}

const NAME = "curfew-live";

/**
 * One push connection for all tabs of a browser: HTTP/1.1 allows six connections per origin, and the seventh tab
 * would not even load. Whoever holds the lock leads and passes on what it hears. Returns how to leave.
 */
export function joinSharedPush(platform: PushPlatform, handlers: PushHandlers): () => void {
  const { locks } = platform;
  if (!locks) {
    handlers.onState("polling");
    return () => {};
  }
  const channel = platform.openChannel(NAME);
  const leave = new AbortController();
  let leading: PushState | null = null;

  const tell = (message: Message) => channel.postMessage(message);
  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    if (data.type === "ask" && leading) tell({ type: "state", state: leading });
    if (data.type === "topics") handlers.onTopics(data.topics);
    if (data.type === "state") handlers.onState(data.state);
  };
  tell({ type: "ask" });

  const lead = () => {
    leading = "connecting";
    const close = platform.subscribe({
      onTopics: (topics) => {
        handlers.onTopics(topics);
        tell({ type: "topics", topics });
      },
      onState: (state) => {
        leading = state;
        handlers.onState(state);
        tell({ type: "state", state });
      },
    });
    return new Promise<void>((resolve) => {
      leave.signal.addEventListener("abort", () => {
        close();
        resolve();
      });
    });
  };
  // Rejects only because we left while waiting for the lock.
  locks
    .request(NAME, { signal: leave.signal }, () => (leave.signal.aborted ? undefined : lead()))
    .catch(() => {});
  return () => {
    leave.abort();
    channel.close();
  };
}
