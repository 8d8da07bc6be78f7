import { readFile } from "node:fs/promises";
import { dirname, extname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Loader, Plugin } from "esbuild";

export interface EntryBundle {
  code: string;
  /** Absolute files that the code was made of. */
  sources: string[];
  /** Absolute files of packages that it imports. */
  packages: string[];
}

const LOADERS: Record<string, Loader> = {
  ".ts": "ts",
  ".mts": "ts",
  ".cts": "ts",
  ".tsx": "tsx",
  ".jsx": "jsx",
};
const CODE_FILE = /\.[cm]?[jt]sx?$/;

/**
 * Makes one ES module of a service's entry and the files it imports, TypeScript or JavaScript. `curfew` is
 * `sdkEntry` and `curfew/client` lies beside it; other packages stay where they are installed and are named by their files, so the module may lie
 * anywhere. Throws with esbuild's messages when the code does not build.
 */
export async function bundleEntry(entry: string, sdkEntry: string): Promise<EntryBundle> {
  const { build, stop } = await import("esbuild");
  const packages = new Set<string>();
  const sources = new Set<string>();
  const url = JSON.stringify(pathToFileURL(entry).href);
  const result = await build({
    entryPoints: [entry],
    absWorkingDir: dirname(entry),
    bundle: true,
    write: false,
    platform: "node",
    format: "esm",
    target: "node20",
    conditions: [],
    sourcemap: "inline",
    sourcesContent: false,
    sourceRoot: `${dirname(entry)}/`,
    logLevel: "silent",
    define: {
      "import.meta.url": "__curfew_url",
      "import.meta.dirname": "__curfew_dirname",
      "import.meta.filename": "__curfew_filename",
    },
    banner: {
      js: `import { createRequire as __curfew_require } from "node:module"; const require = __curfew_require(${url});`,
    },
    plugins: [resolvePackages(sdkEntry, packages), keepLocations(sources)],
  }).finally(() => stop()); // Its process would live as long as the worker.
  return { code: result.outputFiles[0]?.text ?? "", sources: [...sources], packages: [...packages] };
}

/** Names packages by their files, as Node would find them from the importing file. */
function resolvePackages(sdkEntry: string, packages: Set<string>): Plugin {
  return {
    name: "curfew-packages",
    setup(build) {
      build.onResolve({ filter: /^curfew$/ }, () => ({ path: sdkEntry }));
      const client = join(dirname(sdkEntry), "client", "client.ts");
      build.onResolve({ filter: /^curfew\/client$/ }, () => ({ path: client }));
      build.onResolve({ filter: /^[^./#]/ }, async ({ path, kind, resolveDir, importer, pluginData }) => {
        if (pluginData === RESOLVED || path.startsWith("node:") || importer === "") return undefined;
        const found = await build.resolve(path, { kind, resolveDir, importer, pluginData: RESOLVED });
        if (found.errors.length > 0) return { errors: found.errors };
        if (found.external || !found.path.includes("/node_modules/")) return found;
        packages.add(found.path);
        const external = kind === "require-call" ? found.path : pathToFileURL(found.path).href;
        return { path: external, external: true };
      });
    },
  };
}

const RESOLVED = Symbol("resolved");

/** `import.meta.url`, `dirname` and `filename` go on saying where the source is, not where the bundle is. */
function keepLocations(sources: Set<string>): Plugin {
  return {
    name: "curfew-locations",
    setup(build) {
      build.onLoad({ filter: CODE_FILE }, async ({ path }) => {
        sources.add(path);
        const text = await readFile(path, "utf8");
        const code = text.startsWith("#!") ? `//${text}` : text;
        const values = [pathToFileURL(path).href, dirname(path), path].map((value) => JSON.stringify(value));
        const names = `var __curfew_url = ${values[0]}, __curfew_dirname = ${values[1]}, __curfew_filename = ${values[2]}; `;
        // On the first line, so that line numbers stay.
        return { contents: names + code, loader: LOADERS[extname(path)] ?? "js" };
      });
    },
  };
}
