import type { Log } from "#server/log.ts";
import { type Connection, OPEN } from "#server/protocol/connection.ts";
import type { AgentMessage, RunnerMessage } from "#server/protocol/runner-agent.ts";

export interface AgentHubListener {
  onMessage(replicaId: string, message: AgentMessage): void;
  /** There is none any more. */
  onClosed(replicaId: string): void;
}

/** The connections of agents: one a replica, the newest wins. */
export class AgentHub {
  readonly #listener: AgentHubListener;
  readonly #log: Log;
  readonly #connections = new Map<string, Connection>();

  constructor(listener: AgentHubListener, log: Log) {
    this.#listener = listener;
    this.#log = log;
  }

  closeAll(): void {
    for (const connection of this.#connections.values()) connection.terminate();
  }

  isConnected(replicaId: string): boolean {
    return this.#connections.has(replicaId);
  }

  /** False when there is no connection: the agent learns of it when it comes back. */
  send(replicaId: string, message: RunnerMessage): boolean {
    const connection = this.#connections.get(replicaId);
    if (connection?.readyState !== OPEN) return false;
    connection.send(JSON.stringify(message));
    return true;
  }

  /** Makes an agent say hello again. */
  disconnect(replicaId: string): void {
    this.#connections.get(replicaId)?.terminate();
  }

  attend(replicaId: string, connection: Connection): void {
    this.#connections.get(replicaId)?.terminate();
    this.#connections.set(replicaId, connection);
    const isNewest = () => this.#connections.get(replicaId) === connection;
    connection.on("message", (data) => {
      if (isNewest()) this.#listener.onMessage(replicaId, JSON.parse(String(data)) as AgentMessage);
    });
    // `close` follows.
    connection.on("error", (error) => this.#log.info({ replicaId, error }, "an agent's connection broke"));
    connection.on("close", () => {
      if (!isNewest()) return;
      this.#connections.delete(replicaId);
      this.#listener.onClosed(replicaId);
    });
  }
}
