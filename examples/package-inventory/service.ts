import { existsSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { BaseServiceRunner, ExecutionTerminated } from "curfew";
import { Ledger } from "./ledger.ts";
import { listFiles } from "./list-files.ts";
import { type Compression, measureFile } from "./measure-file.ts";
import { csvOf, reportOf } from "./report.ts";

interface Input {
  folder?: string;
  compression?: Compression;
  level?: number;
  largest?: number;
}

const HERE = import.meta.dirname;
const HOME = process.env.CURFEW_HOME ?? join(HERE, "..", "..", ".curfew");
const SAVE_EVERY_MS = 5_000;
const MEGABYTE = 1e6;

/** Takes stock of a node_modules folder: an extract, transform and load over every file of it. */
export class ServiceRunner extends BaseServiceRunner {
  readonly #reports = join(HOME, "reports", this.context.executionId);
  #settings = { folder: "", compression: "brotli" as Compression, level: 5, largest: 20 };
  #done = { files: 0, bytes: 0, measured: 0 };
  #savedAt = 0;

  async inventory(input: Input) {
    this.#settings = {
      ...this.#settings,
      ...input,
      folder: resolve(HERE, input.folder ?? "../../node_modules"),
    };
    const { folder } = this.#settings;
    if (!existsSync(folder))
      throw new Error(`There is no folder ${folder}; run "npm ci" first or name another.`);
    const ledger = new Ledger(join(this.#reports, "files.csv"), this.#previousLedger());
    console.log(`Taking stock of ${folder}; ${ledger.records.size} files are known from before`);
    try {
      const files = await listFiles(folder, () => this.checkpoint());
      await this.#measureAll(files, ledger);
      return this.#write(ledger, true);
    } catch (error) {
      if (error instanceof ExecutionTerminated) error.output = this.#whenStopped(ledger, error);
      throw error;
    } finally {
      ledger.close();
    }
  }

  async #measureAll(files: string[], ledger: Ledger): Promise<void> {
    const present = new Set(files);
    for (const path of ledger.records.keys()) if (!present.has(path)) ledger.records.delete(path);
    for (const path of files) {
      this.checkpoint();
      await this.#measure(path, ledger);
      this.#report(files.length);
      this.#saveNowAndThen(ledger);
    }
  }

  /** A file that another program took away meanwhile is not part of the stock. */
  async #measure(path: string, ledger: Ledger): Promise<void> {
    const { folder, compression, level } = this.#settings;
    const file = join(folder, path);
    const found = statSync(file, { throwIfNoEntry: false });
    if (!found) return;
    const known = ledger.records.get(path);
    if (known?.bytes !== found.size || known.modifiedAt !== Math.floor(found.mtimeMs)) {
      const measure = await measureFile(file, compression, level, () => this.checkpoint());
      ledger.add({ path, modifiedAt: Math.floor(found.mtimeMs), ...measure });
      this.#done.measured++;
    }
    this.#done.files++;
    this.#done.bytes += found.size;
  }

  #report(total: number): void {
    const { files, bytes, measured } = this.#done;
    if (files % 50 !== 0 && files !== total) return;
    const megabytes = Math.round(bytes / MEGABYTE);
    this.progress.update({
      percent: (100 * files) / total,
      message: `${files.toLocaleString("en-US")} of ${total.toLocaleString("en-US")} files, ${megabytes} MB`,
      metrics: { files, measured, megabytes },
    });
    if (files % 2_000 === 0) console.log(`${files} of ${total} files, ${megabytes} MB`);
  }

  #saveNowAndThen(ledger: Ledger): void {
    if (performance.now() - this.#savedAt < SAVE_EVERY_MS) return;
    this.#savedAt = performance.now();
    this.#save(ledger);
  }

  #save(ledger: Ledger): void {
    const { compression, level } = this.#settings;
    this.save({ ledger: ledger.file, compression, level, files: ledger.records.size });
  }

  /** Sizes that another compression gave are no use. */
  #previousLedger(): string | null {
    const saved = this.context.savedState as {
      ledger: string;
      compression: Compression;
      level: number;
    } | null;
    const { compression, level } = this.#settings;
    return saved && saved.compression === compression && saved.level === level ? saved.ledger : null;
  }

  #whenStopped(ledger: Ledger, stop: ExecutionTerminated) {
    console.log(`Told to stop (${stop.reason}) after ${this.#done.files} files; writing what is known`);
    this.#save(ledger);
    return this.#write(ledger, false);
  }

  #write(ledger: Ledger, complete: boolean) {
    const { folder, largest } = this.#settings;
    const report = reportOf(folder, [...ledger.records.values()], largest, complete);
    const json = join(this.#reports, "report.json");
    const csv = join(this.#reports, "packages.csv");
    writeFileSync(json, JSON.stringify(report, null, 2));
    writeFileSync(csv, csvOf(report.packages));
    const { packages, severalVersions, ...figures } = report;
    console.log(`${complete ? "Done" : "So far"}: ${packages.length} packages, report in ${json}`);
    return {
      report: json,
      packagesCsv: csv,
      filesCsv: ledger.file,
      packages: packages.length,
      inSeveralVersions: Object.keys(severalVersions).length,
      measuredNow: this.#done.measured,
      ...figures,
    };
  }
}
