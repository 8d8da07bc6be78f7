import { readFileSync } from "node:fs";
import WebSocket from "ws";
import type { Connection } from "../protocol/connection.ts";
import type { ReplicaSpec } from "../protocol/runner-agent.ts";

const HANDSHAKE_MS = 5_000;
const MOST_BYTES = 256 * 1_048_576;

/** A connection to the runner, wherever it is now; null while nobody knows. Throws when its address is not right. */
export function connectToRunner({ replicaId, token, runnerAddressFile }: ReplicaSpec): Connection | null {
  const url = readAddress(runnerAddressFile);
  if (url === null) return null;
  return new WebSocket(url, {
    headers: { authorization: `Bearer ${replicaId}.${token}` },
    handshakeTimeout: HANDSHAKE_MS,
    perMessageDeflate: false,
    maxPayload: MOST_BYTES,
  });
}

function readAddress(file: string): string | null {
  try {
    return (JSON.parse(readFileSync(file, "utf8")) as { url: string }).url;
  } catch {
    return null;
  }
}
