/** The disk under a replica's spool refuses writes; its agent keeps in memory what it has to say. */
export interface DiskFault {
  /** What the system answers: `ENOSPC`, `EROFS`, … */
  code: string;
  /** ISO 8601 of the first refusal. */
  since: string;
  /** What is not acknowledged and is lost if the agent dies now. */
  heldBytes: number;
}
