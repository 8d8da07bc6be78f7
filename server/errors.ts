/** One fault of one field of an input. */
export interface FieldFault {
  /** Dotted path of the field; empty for the input as a whole. */
  field: string;
  /** What was wrong and what is allowed. */
  message: string;
}

/** Errors that a person can act on. Anything else is a bug: it is logged with its cause and answered without it. */
export class CurfewError extends Error {
  override name = "CurfewError";
}

/** No such execution, service or runner (404). */
export class NotFound extends CurfewError {
  override name = "NotFound";
}

/** The input breaks a rule; `faults` names each field (400). */
export class InvalidInput extends CurfewError {
  override name = "InvalidInput";
  readonly faults: FieldFault[];
  constructor(faults: FieldFault[]) {
    super(
      faults.map((fault) => (fault.field ? `${fault.field}: ${fault.message}` : fault.message)).join("; "),
    );
    this.faults = faults;
  }
}

/** What was asked can't be done to the thing as it is now (409). */
export class Conflict extends CurfewError {
  override name = "Conflict";
}
