import { execFile } from "node:child_process";

/** What one process holds on one GPU. */
export interface GpuProcess {
  gpu: string;
  pid: number;
  /** Null where the driver does not say, as on Windows and in some containers. */
  memoryBytes: number | null;
}

export interface GpuReading {
  processes: GpuProcess[];
  /** Percent of the time in which something ran on it, whoever it belongs to, by GPU. */
  percent: Map<string, number>;
}

const MEBIBYTE = 1_048_576;
const AS_CSV = "--format=csv,noheader,nounits";
const WITHIN_MS = 5_000;

/** `--query-compute-apps=gpu_uuid,pid,used_memory`: a line a process and GPU; memory in MiB. */
export function parseProcesses(text: string): GpuProcess[] {
  return fieldsOf(text, 3).flatMap(([gpu = "", pid = "", memory = ""]) => {
    if (!/^\d+$/.test(pid)) return [];
    return [{ gpu, pid: Number(pid), memoryBytes: /^\d+$/.test(memory) ? Number(memory) * MEBIBYTE : null }];
  });
}

/** `--query-gpu=uuid,utilization.gpu`: a line a GPU. What does not say (`[N/A]`, `[Not Supported]`) is left out. */
export function parseUtilization(text: string): Map<string, number> {
  const known = fieldsOf(text, 2).filter(([, percent = ""]) => /^\d+$/.test(percent));
  return new Map(known.map(([gpu = "", percent]) => [gpu, Number(percent)]));
}

function fieldsOf(text: string, count: number): string[][] {
  return text
    .split("\n")
    .map((line) => line.split(",").map((field) => field.trim()))
    .filter((fields) => fields.length === count);
}

/**
 * Asks NVIDIA's own program. Null when there is none or it does not answer within 5 s; `missing` when this host will
 * never have an answer.
 */
export async function readGpus(): Promise<GpuReading | "missing" | null> {
  try {
    const [processes, utilization] = await Promise.all([
      ask("--query-compute-apps=gpu_uuid,pid,used_memory"),
      ask("--query-gpu=uuid,utilization.gpu"),
    ]);
    return { processes: parseProcesses(processes), percent: parseUtilization(utilization) };
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ENOENT" ? "missing" : null;
  }
}

function ask(query: string): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile("nvidia-smi", [query, AS_CSV], { timeout: WITHIN_MS }, (error, stdout) =>
      error ? reject(error) : resolve(stdout),
    );
  });
}
