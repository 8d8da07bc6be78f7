/** Hands on what is put into it, in order, to one reader. */
export class Mailbox<T> {
  readonly #items: T[] = [];
  #ended = false;
  #error: unknown;
  #wake = () => {};

  put(item: T): void {
    this.#items.push(item);
    this.#wake();
  }

  /** Nothing comes any more; with an error, the reader gets that in the end. */
  end(error?: unknown): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#error = error;
    this.#wake();
  }

  async *read(): AsyncGenerator<T, void> {
    for (;;) {
      for (let item = this.#items.shift(); item !== undefined; item = this.#items.shift()) yield item;
      if (this.#ended) break;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    if (this.#error !== undefined) throw this.#error;
  }
}

/** What `work` puts, as it comes; whoever stops reading ends the work. */
export async function* gathered<T>(
  { signal }: { signal?: AbortSignal },
  work: (put: (item: T) => void, signal: AbortSignal) => Promise<void>,
): AsyncGenerator<T, void> {
  const mailbox = new Mailbox<T>();
  const over = new AbortController();
  const until = signal ? AbortSignal.any([signal, over.signal]) : over.signal;
  work((item) => mailbox.put(item), until).then(
    () => mailbox.end(),
    (error) => mailbox.end(error),
  );
  try {
    yield* mailbox.read();
  } finally {
    over.abort();
  }
}
