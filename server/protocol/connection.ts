/** The part of a WebSocket that runner and agent use. */
export interface Connection {
  readonly readyState: number;
  /** Bytes that it has not taken yet. */
  readonly bufferedAmount: number;
  on(event: "open" | "close", listener: () => void): unknown;
  on(event: "message", listener: (data: unknown) => void): unknown;
  on(event: "error", listener: (error: Error) => void): unknown;
  /** `onSent` is called once it is on its way. */
  send(text: string, onSent?: () => void): void;
  close(): void;
  /** At once, without a word to the other end. */
  terminate(): void;
}

/** The `readyState` of one that is open. */
export const OPEN = 1;
