import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../root.mjs";
import { pythonEnvironment } from "./python-environment.mjs";
import { check, RESULTS, run } from "./step.mjs";
import { pythonUnittest } from "./suites.mjs";

const SDK = join(ROOT, "sdk", "python");
const REQUIREMENTS = join(SDK, "requirements-test.txt");
/** What `pyproject.toml` promises. */
const VERSIONS = ["3.9", "3.10", "3.11", "3.12", "3.13"];
const NOTHING = { passed: 0, failed: 1 };

/** The SDK's own tests by every Python that is found here, the default one among them, side by side. */
export async function pythonSdk() {
  const found = interpreters();
  console.log(`by ${found.map(({ version, file }) => `${version} (${file})`).join(", ")}`);
  const missing = VERSIONS.filter((wanted) => !found.some(({ version }) => version === wanted));
  if (missing.length > 0) console.log(`not found, and not tried: ${missing.join(", ")}`);
  const tests = join("sdk", "python", "tests");
  const counts = await Promise.all(
    found.map(({ file, version }) => pythonUnittest(tests, { python: file, label: `[${version}] ` })),
  );
  return sum(counts);
}

/** By version, the default first: on the path, and where pyenv keeps them. */
function interpreters() {
  const kept = join(process.env.PYENV_ROOT ?? join(homedir(), ".pyenv"), "versions");
  const ofPyenv = existsSync(kept) ? readdirSync(kept).map((one) => join(kept, one, "bin", "python3")) : [];
  const byVersion = new Map();
  for (const file of ["python3", ...VERSIONS.map((version) => `python${version}`), ...ofPyenv]) {
    const version = versionOf(file);
    const wanted = file === "python3" || VERSIONS.includes(version);
    if (version && wanted && !byVersion.has(version)) byVersion.set(version, file);
  }
  return [...byVersion].map(([version, file]) => ({ version, file }));
}

/** For instance "3.11"; null for what can't be run. */
function versionOf(file) {
  const program = "import sys; print('%d.%d' % sys.version_info[:2])";
  try {
    return execFileSync(file, ["-c", program], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  } catch {
    return null;
  }
}

/** mypy's strict rules over the package, for the oldest and the newest Python. */
export async function pythonTypes() {
  const python = await testEnvironment();
  if (!python) return NOTHING;
  const args = [
    "-m",
    "mypy",
    "--config-file",
    join(SDK, "pyproject.toml"),
    "--cache-dir",
    join(RESULTS, "mypy"),
  ];
  const ends = [VERSIONS.at(0), VERSIONS.at(-1)];
  const counts = [];
  for (const version of ends)
    counts.push(await check(python, [...args, "--python-version", version, join(SDK, "curfew")]));
  return sum(counts);
}

/** A wheel is built, installed into an empty environment, and used there as anybody's is. */
export async function pythonWheel() {
  const python = await testEnvironment();
  if (!python) return NOTHING;
  const place = join(RESULTS, "wheel");
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place, { recursive: true });
  // Apart from the sources, since building leaves its files among them.
  const source = join(place, "source");
  cpSync(SDK, source, { recursive: true, filter: (path) => !path.includes("__pycache__") });
  const fresh = join(place, "fresh");
  const pip = [python, "-m", "pip", "--quiet", "--disable-pip-version-check"];
  const steps = [
    [...pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", place, source],
    ["python3", "-m", "venv", "--without-pip", fresh],
    [...pip, "--python", fresh, "install", "--no-index", "--find-links", place, "curfew-sdk"],
  ];
  for (const [file, ...args] of steps) if ((await run(file, args)).code !== 0) return NOTHING;
  const env = { PYTHONPATH: "", CURFEW_TEST_MYPY: python };
  const tests = join("sdk", "python", "wheel_tests");
  return await pythonUnittest(tests, { python: join(fresh, "bin", "python3"), env });
}

const testEnvironment = () => pythonEnvironment("python", REQUIREMENTS, "");

function sum(counts) {
  const add = (key) => counts.reduce((total, one) => total + (one[key] ?? 0), 0);
  return { passed: add("passed"), failed: add("failed"), skipped: add("skipped") };
}
