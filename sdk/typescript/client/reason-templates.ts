import type { Transport } from "./transport.ts";

/** Reasons that people choose from when they ask something to stop. */
export class ReasonTemplates {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  async list(): Promise<string[]> {
    return (await this.#transport.get<{ texts: string[] }>("/reason-templates")).texts;
  }

  /** Puts these in the place of what was there. */
  async save(texts: string[]): Promise<string[]> {
    return (await this.#transport.patch<{ texts: string[] }>("/reason-templates", { texts })).texts;
  }
}
