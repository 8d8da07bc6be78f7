/** Dataloop's objects hang in a project of an organisation; Curfew has one place for all. */
export const PROJECT = { id: "curfew", name: "curfew" } as const;
export const ORGANISATION = { id: "curfew", name: "curfew" } as const;

/** What Dataloop's client wants to read of a package: a service is deployed whole, and has no package of its own. */
export const PACKAGE = { moduleName: "default_module", packageRevision: "1.0.0" } as const;

/** Grows with each revision, as Dataloop's does: 1.0.0, 1.0.1, … */
export function versionOf(revision: number): string {
  return `1.0.${revision - 1}`;
}
