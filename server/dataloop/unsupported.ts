import { CurfewError } from "#server/errors.ts";

/**
 * What Dataloop has and Curfew has no equivalent of. Answered as 400, never as a success: Dataloop's client would try
 * a 501 again five times, half a minute long.
 */
export class Unsupported extends CurfewError {
  override name = "Unsupported";
}
