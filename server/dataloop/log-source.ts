/** A line of output, of whichever execution. */
export interface LogLine {
  at: Date;
  text: string;
  /** Not printed by the service's own code. */
  system: boolean;
  executionId: string;
  functionName: string;
  serviceId: string;
  replicaId: string;
}

export interface LogRead {
  lines: LogLine[];
  /** Where to read on. */
  checkpoint: string;
  /** Nothing more will come. */
  over: boolean;
  /** Changes that may have brought more lines; null where nothing tells, so that it has to be looked for. */
  topics: string[] | null;
}

/** Reads on from a checkpoint, or from the beginning. Throws InvalidInput for a checkpoint that it never gave. */
export type ReadLog = (checkpoint: string | null) => Promise<LogRead>;
