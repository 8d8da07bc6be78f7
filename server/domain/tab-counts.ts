/** How executions stand now, for the little room of a window's title. Each that is started counts once, as it is shown. */
export interface TabCounts {
  running: number;
  stopping: number;
  /** Nobody can say what they do. */
  lost: number;
  /** The part of `running` whose deadline has passed. */
  overdue: number;
  waiting: number;
  /** More were started, or more wait, than were counted. */
  moreRun: boolean;
  moreWait: boolean;
}
