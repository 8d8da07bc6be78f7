/** Bounds of the reasons that people choose from. */
export const REASON_TEMPLATES = { most: 30, longest: 200 } as const;

/** Reasons that people choose from when they ask something to stop, in their order. */
export interface ReasonTemplates {
  texts: string[];
}
