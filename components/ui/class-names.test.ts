import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { twMerge } from "tailwind-merge";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..", "..");
const SOURCES = ["components", "app"].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".tsx"))
    .map((file) => ({ file: join(folder, file), text: readFileSync(join(ROOT, folder, file), "utf8") })),
);

/** The classes of `first` that `second` sets anew; by the knowledge of tailwind-merge. */
function clashes(first: string, second: string): string[] {
  const kept = new Set(twMerge(`${first} ${second}`).split(" "));
  const again = second.split(/\s+/);
  return first.split(/\s+/).filter((name) => name && !kept.has(name) && !again.includes(name));
}

/** The arguments of each `cn(…)`, as they are written. */
function callsOf(text: string): string[][] {
  return Array.from(text.matchAll(/\bcn\(/g), ({ index }) => {
    const args: string[] = [];
    let [depth, quote, start] = [1, "", index + 3];
    let at = start;
    for (; depth > 0 && at < text.length; at += 1) {
      const sign = text.charAt(at);
      if (quote) quote = sign === quote ? "" : quote;
      else if (`"'\``.includes(sign)) quote = sign;
      else if ("([{".includes(sign)) depth += 1;
      else if (")]}".includes(sign)) depth -= 1;
      else if (sign === "," && depth === 1) {
        args.push(text.slice(start, at));
        start = at + 1;
      }
    }
    return [...args, text.slice(start, at - 1)];
  });
}

/** The class names that an argument may add; a constant of the same file stands for what it holds. */
function literalsOf(arg: string, text: string): string[] {
  const constants = Array.from(arg.matchAll(/^\s*([A-Za-z_]\w*)\s*$/g), ([, name]) =>
    text.match(new RegExp(`const ${name}\\s*=\\s*("[^"\n]*")`)),
  );
  const written = [arg, ...constants.map((match) => match?.[1] ?? "")].join(" ");
  return Array.from(written.matchAll(/"([^"\n]*)"/g), ([, literal = ""]) => literal);
}

test("the sources are found, and the classes that they join", () => {
  expect(SOURCES.length).toBeGreaterThan(200);
  expect(SOURCES.flatMap(({ text }) => callsOf(text)).length).toBeGreaterThan(80);
});

test("no two classes that one element may have set the same thing, unless one yields", () => {
  const found = SOURCES.flatMap(({ file, text }) =>
    callsOf(text).flatMap((args) =>
      args.flatMap((arg, place) =>
        args.slice(place + 1).flatMap((later) =>
          literalsOf(arg, text).flatMap((first) =>
            literalsOf(later, text).flatMap((second) => {
              const clash = clashes(first, second);
              return clash.length > 0 ? [`${file}: ${clash.join(" ")} against ${second}`] : [];
            }),
          ),
        ),
      ),
    ),
  );
  expect(found).toEqual([]);
});

/** For each component that takes a `className`, the classes that stand beside it. */
function ownClasses(): Map<string, string[]> {
  const own = new Map<string, string[]>();
  for (const { text } of SOURCES) {
    for (const [body, name = ""] of text.matchAll(/export function ([A-Z]\w+)[\s\S]*?(?=\nexport |$)/g)) {
      const call = callsOf(body).find((args) => args.some((arg) => arg.trim() === "className"));
      if (!call) continue;
      const variants = call.some((arg) => arg.includes("button("))
        ? (text.match(/cva\([\s\S]*?\n\)/)?.[0] ?? "")
        : "";
      own.set(
        name,
        [...call, variants].flatMap((arg) => literalsOf(arg, text)),
      );
    }
  }
  return own;
}

test("what a component leaves to its users yields to them", () => {
  const own = ownClasses();
  expect(own.size).toBeGreaterThan(20);
  const found = SOURCES.flatMap(({ file, text }) =>
    Array.from(text.matchAll(/<([A-Z]\w+)\b((?:[^<>"{}]|"[^"]*"|\{(?:[^{}]|\{[^{}]*\})*\}|=>)*)>/g)).flatMap(
      ([, name = "", attributes = ""]) => {
        const given = attributes.match(/\bclassName=("[^"]*"|\{[^}]*\})/)?.[1];
        return literalsOf(given ?? "", text).flatMap((theirs) =>
          (own.get(name) ?? []).flatMap((ours) => {
            const clash = clashes(ours, theirs);
            return clash.length > 0 ? [`${file}: ${name} has ${clash.join(" ")}, given ${theirs}`] : [];
          }),
        );
      },
    ),
  );
  expect(found).toEqual([]);
});
