import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { RESULTS, run } from "./step.mjs";

/** One of vitest's projects, counted from its own report; `files` leaves out all paths but theirs. */
export async function vitest(project, env, files = []) {
  const report = join(RESULTS, `${project}.json`);
  rmSync(report, { force: true });
  const args = ["run", ...files, "--project", project, "--reporter=default", "--reporter=json"];
  const { code } = await run("node_modules:vitest", [...args, `--outputFile.json=${report}`], env);
  const counts = existsSync(report) ? countVitest(JSON.parse(readFileSync(report, "utf8"))) : null;
  return settle(code, counts);
}

/** A file that fails before its first test has failed once. */
function countVitest(report) {
  const brokenFiles = report.testResults.filter(
    (file) => file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"),
  ).length;
  const failed = report.numFailedTests + brokenFiles;
  return { passed: report.numPassedTests, failed, skipped: report.numPendingTests };
}

/** Python's own test runner: "Ran 42 tests", "FAILED (failures=1, errors=2)". `label` begins each line that is shown. */
export async function pythonUnittest(tests, { python = "python3", env = {}, label = "" } = {}) {
  const args = ["-m", "unittest", "discover", "-s", tests];
  const { code, output } = await run(
    python,
    args,
    { ...env, PYTHONDONTWRITEBYTECODE: "1", PYTHON_COLORS: "0" },
    label,
  );
  const ran = Number(output.match(/^Ran (\d+) tests?/m)?.[1] ?? 0);
  const result = output.match(/^(?:OK|FAILED)(?: \((.*)\))?$/m)?.[1] ?? "";
  const count = (word) => Number(result.match(new RegExp(`(?:^|, )${word}=(\\d+)`))?.[1] ?? 0);
  const failed = count("failures") + count("errors") + count("unexpected successes");
  const skipped = count("skipped");
  return settle(code, { passed: ran - failed - skipped, failed, skipped });
}

/** What a first start shows, with the examples that it runs. */
export function firstStart(env) {
  return playwright("e2e-first", ["--project=first"], { ...env, CURFEW_EXAMPLES: "on" });
}

/** The other browser tests, on three Curfews side by side, since they wait more than they work: a training would take a processor from them for minutes. */
export function browser(env) {
  return playwright("e2e-all", ["--project=e2e", "--workers=3"], { ...env, CURFEW_EXAMPLES: "off" });
}

/** Browser tests in a place of their own, counted from Playwright's own report. */
async function playwright(place, args, env) {
  const report = `artifacts/${place}/results.json`;
  rmSync(report, { force: true });
  const { code } = await run("node_modules:playwright", ["test", ...args], {
    ...env,
    CURFEW_E2E_PLACE: place,
  });
  if (!existsSync(report)) return settle(code, null);
  const { stats } = JSON.parse(readFileSync(report, "utf8"));
  const failed = stats.unexpected + stats.flaky;
  return settle(code, { passed: stats.expected, failed, skipped: stats.skipped });
}

/** Breaks a whole Curfew for half a minute and until leases have ended, by a seed that is always the same; `npm run chaos` takes others. */
export async function shortChaos() {
  const { code, output } = await run(process.execPath, [
    "bin/chaos.mjs",
    ...["--seed", "7", "--minutes", "0.5"],
  ]);
  const violations = output.match(/^violations +(\d+)$/m);
  return settle(code, violations && { passed: violations[1] === "0" ? 1 : 0, failed: Number(violations[1]) });
}

/** Asks the REST API what its document allows and forbids for half a minute, by a seed that is always the same; `npm run fuzz` takes longer. */
export async function shortFuzz() {
  const { code, output } = await run(process.execPath, ["bin/fuzz.mjs", "--seed", "1", "--minutes", "0.5"]);
  const cases = Array.from(output.matchAll(/^Test cases:\s+(\d+) generated/gm), ([, count]) => Number(count));
  // Two rounds, each of which has to have asked something.
  const both = cases.length === 2 && cases.every((count) => count > 0);
  return settle(code, both && { passed: 2, failed: 0 });
}

/** A suite that says nothing, ran nothing, or fails without a failed test has failed. */
function settle(code, counts) {
  if (!counts || counts.passed + counts.failed === 0) return { passed: 0, failed: 1 };
  if (code !== 0 && counts.failed === 0) return { ...counts, failed: 1 };
  return counts;
}
