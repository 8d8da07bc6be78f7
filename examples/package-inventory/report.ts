import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { FileRecord } from "./ledger.ts";
import { classify, LICENCE_KINDS, type LicenceKind, licenceOf } from "./licence.ts";
import { packageOf } from "./package-of.ts";

export interface PackageLine {
  folder: string;
  name: string;
  version: string;
  licence: string | null;
  kind: LicenceKind;
  files: number;
  bytes: number;
  compressedBytes: number;
}

export interface Report {
  folder: string;
  /** False when it was stopped before the end. */
  complete: boolean;
  files: number;
  bytes: number;
  compressedBytes: number;
  licences: Record<LicenceKind, number>;
  /** Packages installed in more than one version. */
  severalVersions: Record<string, string[]>;
  /** Bytes that are there more than once. */
  duplicateBytes: number;
  largest: { path: string; bytes: number; compressedBytes: number }[];
  packages: PackageLine[];
}

/** Sums up the measured files of `folder`. `largest` is how many of the largest files it names. */
export function reportOf(folder: string, records: FileRecord[], largest: number, complete: boolean): Report {
  const packages = packagesOf(folder, records);
  const bySize = records.toSorted((a, b) => b.bytes - a.bytes).slice(0, largest);
  return {
    folder,
    complete,
    files: records.length,
    bytes: sum(records, "bytes"),
    compressedBytes: sum(records, "compressedBytes"),
    licences: countLicences(packages),
    severalVersions: severalVersions(packages),
    duplicateBytes: duplicateBytes(records),
    largest: bySize.map(({ path, bytes, compressedBytes }) => ({ path, bytes, compressedBytes })),
    packages,
  };
}

/** The packages as CSV, for a spreadsheet. */
export function csvOf(packages: PackageLine[]): string {
  const lines = packages.map((line) =>
    [
      line.folder,
      line.name,
      line.version,
      line.licence ?? "",
      line.kind,
      line.files,
      line.bytes,
      line.compressedBytes,
    ]
      .map((cell) => (typeof cell === "number" ? cell : `"${cell.replaceAll('"', '""')}"`))
      .join(","),
  );
  return ["folder,name,version,licence,kind,files,bytes,compressed_bytes", ...lines, ""].join("\n");
}

function packagesOf(folder: string, records: FileRecord[]): PackageLine[] {
  const lines = new Map<string, PackageLine>();
  for (const record of records) {
    const path = packageOf(record.path);
    if (path === null) continue;
    const line = lines.get(path) ?? emptyLine(folder, path);
    lines.set(path, line);
    line.files++;
    line.bytes += record.bytes;
    line.compressedBytes += record.compressedBytes;
  }
  return [...lines.values()].sort((a, b) => b.bytes - a.bytes);
}

function emptyLine(folder: string, path: string): PackageLine {
  const manifest = readManifest(join(folder, path, "package.json"));
  const licence = licenceOf(manifest);
  const name = typeof manifest.name === "string" ? manifest.name : path;
  const version = typeof manifest.version === "string" ? manifest.version : "";
  return {
    folder: path,
    name,
    version,
    licence,
    kind: classify(licence),
    files: 0,
    bytes: 0,
    compressedBytes: 0,
  };
}

function readManifest(file: string): Record<string, unknown> {
  try {
    const parsed: unknown = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
    return typeof parsed === "object" && parsed !== null ? (parsed as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function countLicences(packages: PackageLine[]): Record<LicenceKind, number> {
  const counts = LICENCE_KINDS.map((kind) => [kind, packages.filter((line) => line.kind === kind).length]);
  return Object.fromEntries(counts);
}

function severalVersions(packages: PackageLine[]): Record<string, string[]> {
  const versions = new Map<string, Set<string>>();
  for (const { name, version } of packages) {
    versions.set(name, (versions.get(name) ?? new Set()).add(version));
  }
  const several = [...versions].filter(([, found]) => found.size > 1).sort();
  return Object.fromEntries(several.map(([name, found]) => [name, [...found].sort()]));
}

function duplicateBytes(records: FileRecord[]): number {
  const seen = new Set<string>();
  return records.reduce((bytes, { sha256, bytes: size }) => {
    if (seen.has(sha256)) return bytes + size;
    seen.add(sha256);
    return bytes;
  }, 0);
}

function sum(records: FileRecord[], field: "bytes" | "compressedBytes"): number {
  return records.reduce((total, record) => total + record[field], 0);
}
