import { execFile, execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { mutate, registerService } from "./harness/curfew.ts";
import { E2E_HOME, E2E_PORT, e2eEnvironment } from "./harness/place.ts";
import { expect, test } from "./harness/spec.ts";

const ROOT = join(import.meta.dirname, "..");
const run = promisify(execFile);
let folder: string;

test.beforeAll(() => {
  registerService("examples/train-digits/curfew.json");
  folder = mkdtempSync(join(tmpdir(), "curfew-quickstarts-"));
});
test.afterAll(async ({ request }) => {
  rmSync(folder, { recursive: true, force: true });
  // A training of 1,000 epochs would take a processor from the specs that follow.
  await mutate(request, "bulks.stopNow", { where: "service:train-digits" });
});

function read(name: string): string {
  return readFileSync(join(ROOT, "docs", `quickstart-${name}.md`), "utf8");
}

/** What the page tells to run, as it stands. */
function program(name: string, language: string): string {
  const blocks = [...read(name).matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, "g"))];
  expect(blocks.length).toBeGreaterThan(3);
  return blocks.map(([, code]) => code).join("\n");
}

function environment(): NodeJS.ProcessEnv {
  const token = readFileSync(join(E2E_HOME, "keys", "cli-token"), "utf8").trim();
  return {
    ...(e2eEnvironment() as NodeJS.ProcessEnv),
    CURFEW_URL: `http://127.0.0.1:${E2E_PORT}`,
    CURFEW_TOKEN: token,
    PYTHONDONTWRITEBYTECODE: "1",
  };
}

test("the quickstart of the screens", async ({ page }) => {
  const told = read("screen");
  const named = (label: string) => {
    expect(told, "the page names what is pressed").toContain(`**${label}**`);
    return label;
  };
  await page.goto("/");
  await page.getByRole("link", { name: named("Services") }).click();
  await page
    .getByRole("link", { name: named("train-digits") })
    .first()
    .click();
  await page.getByRole("button", { name: named("Start execution…") }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(named("Epochs")).fill("1000");
  await dialog.getByRole("button", { name: named("Start execution"), exact: true }).click();
  await expect(page).toHaveURL(/\/executions\/[0-9a-f-]{36}/);
  await page.getByRole("tab", { name: named("Logs") }).click();
  await page.getByRole("button", { name: named("Terminate"), exact: true }).click();
  await dialog.getByLabel(named("Reason")).fill("I have seen enough");
  await dialog.getByRole("button", { name: named("Stop execution") }).click();
  await expect(page.getByText(/^(Stopped|Terminated) .*/).first()).toBeVisible({ timeout: 90_000 });
  await page
    .getByRole("button", { name: named("Rerun") })
    .first()
    .click();
  await dialog.getByRole("button", { name: /^(Rerun|Start)/ }).click();
  await expect(dialog).toBeHidden();
  await page.goto("/services/train-digits");
  const form = page.getByRole("form", { name: "Settings" });
  await form.getByLabel(named("Execution timeout")).fill("1234");
  await form.getByRole("button", { name: new RegExp(`^${named("Save revision")}`) }).click();
  await expect(page.getByText(/^Saved revision/).first()).toBeVisible();
});

test("the quickstart of the command line", async () => {
  const env = environment();
  const { stdout } = await run("sh", ["-ec", program("cli", "sh")], { cwd: ROOT, env });
  expect(stdout).toContain("step 3");
  expect(stdout).toMatch(/Status +success/);
  expect(stdout).toContain("wait ended with 5");
});

test("the quickstart of Python", async () => {
  const env = { ...environment(), PYTHONPATH: join(ROOT, "sdk", "python") };
  const { stdout } = await run("python3", ["-c", program("python", "python")], { cwd: folder, env });
  expect(stdout).toMatch(/^Execution is done with status: 'success', duration: \d+\.\d\d\[s\]$/m);
  expect(stdout).toContain("\nterminated\n");
  expect(stdout.match(/^[0-9a-f-]{36} success$/gm)).toHaveLength(2);
});

test("the quickstart of TypeScript, with the package as it is published", async () => {
  const packed = execFileSync(process.execPath, [join(ROOT, "bin", "pack-sdk.mjs"), folder], {
    encoding: "utf8",
  });
  const installed = join(folder, "node_modules", "curfew");
  mkdirSync(installed, { recursive: true });
  execFileSync("tar", ["xzf", packed.trim(), "--strip-components=1", "-C", installed]);
  const file = join(folder, "quickstart.mts");
  writeFileSync(file, program("typescript", "ts"));
  const compiler = join(ROOT, "node_modules", ".bin", "tsc");
  const types = ["--typeRoots", join(ROOT, "node_modules", "@types"), "--types", "node"];
  execFileSync(compiler, ["--strict", "--module", "nodenext", "--target", "es2023", ...types, file], {
    cwd: folder,
    stdio: "inherit",
  });
  const { stdout } = await run(process.execPath, [join(folder, "quickstart.mjs")], { env: environment() });
  expect(stdout).toMatch(/^success /m);
  expect(stdout).toContain("\nterminated\n");
  expect(stdout.match(/^[0-9a-f-]{36} success$/gm)).toHaveLength(2);
});

test("the quickstart of REST", async () => {
  const { stdout } = await run("sh", ["-ec", program("rest", "sh")], { cwd: folder, env: environment() });
  expect(stdout).toContain('"status":"success"');
  expect(stdout).toContain('"changed":true');
  expect(stdout).toContain("executionTimeout must be a whole number of seconds from 1 to 31536000");
});
