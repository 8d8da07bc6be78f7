import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { NewService } from "../client/client.ts";
import { UsageFault } from "./input.ts";

/** A `curfew.json`: its program is in the file's own folder. The server says what is wrong in it, field by field. */
export function readManifest(file: string): NewService {
  const { $schema: _, ...manifest } = parse(file);
  const program = manifest.program as Record<string, unknown> | undefined;
  return { ...manifest, program: { directory: dirname(resolve(file)), ...program } } as unknown as NewService;
}

function parse(file: string): Record<string, unknown> {
  try {
    const manifest: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (typeof manifest === "object" && manifest !== null && !Array.isArray(manifest)) return { ...manifest };
    throw new Error("it must hold a JSON object");
  } catch (error) {
    throw new UsageFault(`${file} is no manifest: ${(error as Error).message}`);
  }
}
