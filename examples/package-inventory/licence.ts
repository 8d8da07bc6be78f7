export const LICENCE_KINDS = ["permissive", "weak copyleft", "copyleft", "public domain", "unknown"] as const;
export type LicenceKind = (typeof LICENCE_KINDS)[number];

const KINDS: [LicenceKind, RegExp][] = [
  [
    "permissive",
    /^(MIT|MIT-0|ISC|BSD.*|0BSD|Apache-.*|Zlib|BlueOak-.*|Python-2\.0|PostgreSQL|OFL-.*|CC-BY-\d.*|X11|Artistic-2\.0)$/i,
  ],
  ["weak copyleft", /^(LGPL-.*|MPL-.*|EPL-.*|CDDL-.*)$/i],
  ["copyleft", /^(A?GPL-.*|CC-BY-SA-.*)$/i],
  ["public domain", /^(CC0-.*|Unlicense|WTFPL)$/i],
];

/** The SPDX expression that a package.json names, also in the two forms of old; null when it names none. */
export function licenceOf(manifest: Record<string, unknown>): string | null {
  const { license, licenses } = manifest;
  if (typeof license === "string" && license.trim() !== "") return license.trim();
  if (hasType(license)) return license.type;
  if (!Array.isArray(licenses)) return null;
  return (
    licenses
      .filter(hasType)
      .map(({ type }) => type)
      .join(" OR ") || null
  );
}

/** How far an SPDX expression binds: the user may choose with OR, and must keep all with AND. */
export function classify(expression: string | null): LicenceKind {
  if (expression === null) return "unknown";
  const plain = expression.replaceAll(/[()]/g, " ");
  const choices = plain.split(/\sOR\s/).map((choice) => strictest(choice.split(/\sAND\s/).map(kindOf)));
  return choices.reduce((best, kind) => (strictness(kind) < strictness(best) ? kind : best));
}

function kindOf(name: string): LicenceKind {
  const id = name.trim().replace(/\sWITH\s.*$/, "");
  return KINDS.find(([, pattern]) => pattern.test(id))?.[0] ?? "unknown";
}

function strictest(kinds: LicenceKind[]): LicenceKind {
  return kinds.reduce((worst, kind) => (strictness(kind) > strictness(worst) ? kind : worst));
}

function strictness(kind: LicenceKind): number {
  return ["public domain", "permissive", "weak copyleft", "copyleft", "unknown"].indexOf(kind);
}

function hasType(value: unknown): value is { type: string } {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}
