/** Aborts its signal when nothing is heard for as long as is allowed. */
export class Silence {
  readonly #controller = new AbortController();
  #timer: NodeJS.Timeout;
  /** Milliseconds. */
  allowed: number;

  constructor(ms: number) {
    this.allowed = ms;
    this.#timer = this.#start();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Begins anew: from now on so long. */
  allow(ms: number): void {
    clearTimeout(this.#timer);
    this.allowed = ms;
    this.#timer = this.#start();
  }

  /** Also lets go of what the signal holds. */
  end(): void {
    clearTimeout(this.#timer);
    this.#controller.abort();
  }

  #start(): NodeJS.Timeout {
    return setTimeout(() => this.#controller.abort(), this.allowed);
  }
}
