import { execFileSync } from "node:child_process";
import type { ProcessEntry } from "./process-entry.ts";

/** For systems without /proc, such as macOS: best effort, since a start time counts in whole seconds there. */
export function listByPs(): ProcessEntry[] {
  return ps(["-axo", "pid=,ppid=,pgid=,state=,time=,lstart=,ucomm="]).split("\n").flatMap(parseLine);
}

export function readByPs(pid: number): ProcessEntry | null {
  const text = ps(["-o", "pid=,ppid=,pgid=,state=,time=,lstart=,ucomm=", "-p", String(pid)]);
  return parseLine(text.split("\n")[0] ?? "")[0] ?? null;
}

/** As `ps` shows it behind the command; a value with a blank in it is cut there. */
export function readVariableByPs(pid: number, name: string): string | null {
  const text = ps(["-Eww", "-o", "command=", "-p", String(pid)]);
  return new RegExp(`(?:^|\\s)${name}=(\\S+)`).exec(text)?.[1] ?? null;
}

export function residentBytesByPs(pid: number): number {
  return Number(ps(["-o", "rss=", "-p", String(pid)]).trim() || 0) * 1024;
}

const LINE =
  /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S)\S*\s+(\S+)\s+(\S+\s+\S+\s+\S+\s+\d+:\d+:\d+\s+\d{4})\s+(.*?)\s*$/;

/** No entry for a line of another form. */
export function parseLine(line: string): ProcessEntry[] {
  const [, pid, parent, group, state = "", time = "", started = "", name = ""] = LINE.exec(line) ?? [];
  if (!pid) return [];
  return [
    {
      pid: Number(pid),
      parent: Number(parent),
      group: Number(group),
      session: 0,
      state,
      name,
      cpuSeconds: parseCpuTime(time),
      reapedCpuSeconds: 0,
      startTime: Date.parse(started),
    },
  ];
}

/** `[days-][hours:]minutes:seconds[.hundredths]` */
function parseCpuTime(text: string): number {
  const [rest = "", days = "0"] = text.split("-").reverse();
  return rest.split(":").reduce((sum, part) => sum * 60 + Number(part), 0) + Number(days) * 86_400;
}

function ps(args: string[]): string {
  try {
    return execFileSync("ps", args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  } catch {
    return "";
  }
}
