/** Who asks. */
export interface SessionView {
  kind: "person" | "api-key";
  /** What the audit will call them: an address, or `api-key:<name>`. */
  actor: string;
  /** Null for an API key. */
  email: string | null;
}
