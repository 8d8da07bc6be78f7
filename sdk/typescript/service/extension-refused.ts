const BRAND = Symbol.for("curfew.ExtensionRefused");

/** The timeout was not extended; the message says why, and how far it may be. The execution goes on as before. */
export class ExtensionRefused extends Error {
  override readonly name = "ExtensionRefused";

  constructor(message: string) {
    super(message);
    Object.defineProperty(this, BRAND, { value: true });
  }

  /** Also true of an error that another copy of this package made: host and service may be bundled apart. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === "object" && value !== null && BRAND in value;
  }
}
