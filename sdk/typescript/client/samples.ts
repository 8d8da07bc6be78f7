export interface ReadSamples {
  /** Left out: all, the last 20. */
  attempt?: number;
  /** 10 to 1,000; 500 when left out. */
  points?: number;
}
