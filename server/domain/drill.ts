/** The label of executions that were started to be stopped: statistics leave them out. */
export const DRILL_LABEL = "curfew.drill";
