/** One fault of the input, in the server's words. */
export interface FieldFault {
  field: string;
  message: string;
}

/** What Curfew answered instead of a result; its message is for a person. */
export class CurfewApiError extends Error {
  override readonly name = "CurfewApiError";
  /** The HTTP status: 400 for a wrong input, 401 without a good key, 404, 409 for a conflict. */
  readonly status: number;
  readonly faults: FieldFault[];

  constructor(message: string, status: number, faults: FieldFault[] = []) {
    super(message);
    this.status = status;
    this.faults = faults;
  }
}

/** Nothing answered at the address. */
export class CurfewUnreachable extends Error {
  override readonly name = "CurfewUnreachable";
}

/** The time for a wait is up, and Curfew says that there is no end yet. The execution goes on. */
export class WaitTimeout extends Error {
  override readonly name = "WaitTimeout";
}
