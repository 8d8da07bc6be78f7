/** What the REST API answers; made of its OpenAPI document by server/rest/typescript-types.test.ts. */

export interface ApiKey {
  id: string;
  /** Rows and the audit call its holder `api-key:<name>`. */
  name: string;
  /** A few of its characters, by which people tell keys apart. */
  prefix: string;
  createdAt: string;
  createdBy: string;
  /** Null: it does not end by itself. */
  expiresAt: string | null;
  /** To the minute; null while nobody used it. */
  lastUsedAt: string | null;
  revokedAt: string | null;
}

export interface ApiKeysPageRows {
  rows: ApiKey[];
  /** What to give as `cursor` for the page after this one; null on the last. */
  nextCursor: string | null;
}

export interface Attempt {
  attempt: number;
  revision: number;
  runnerId: string;
  replicaId: string;
  policy: Policy;
  startedAt: string;
  deadlineAt: string;
  endedAt: string | null;
  outcome: "success" | "failed" | "terminated" | "rerun" | null;
  reason: string | null;
  message: string | null;
  workerPid: number | null;
  exitCode: number | null;
  exitSignal: string | null;
  /** The longest time without a checkpoint, to a second; null while it runs, and where nobody counted. */
  longestCheckpointGapMs: number | null;
}

export interface AttemptAutopsies {
  attempt: number;
  autopsies: {
    /** What was sent right after it. */
    signal: "SIGTERM" | "SIGKILL";
    at: string;
    tookMs: number;
    /** The line of its own code that had not returned. */
    blockedAt: string | null;
    threads: {
      name: string;
      /** For whom it worked. */
      owner: "execution" | "neighbour" | "curfew" | "unknown";
      /** The innermost call first. */
      frames: {
        function: string;
        file: string;
        line: number | null;
        library: boolean;
      }[];
      moreFrames: number;
      note: string | null;
    }[];
    moreThreads: number;
    /** Why there are no stacks. */
    noStacks: string | null;
    processes: {
      pid: number;
      parent: number;
      command: string;
      /** As `ps` shows it. */
      state: string;
      cpuSeconds: number;
      ageSeconds: number | null;
      memoryBytes: number;
      threadCount: number | null;
      threads: {
        name: string;
        state: string;
        cpuSeconds: number;
        waitsIn: string | null;
      }[];
    }[];
    moreProcesses: number;
    lastLines: {
      at: string;
      stream: "stdout" | "stderr" | "replica" | "curfew";
      text: string;
    }[];
  }[];
  /** Why there is none although it did not end by itself. */
  missing: string | null;
}

export interface AttemptSamples {
  attempt: number;
  startedAt: string;
  endedAt: string | null;
  /** Whose usage it is: its own processes', or that of a worker which it shares with others. */
  usageOf: "execution" | "shared-worker";
  /** Oldest first. */
  usage: {
    at: string;
    /** Cores in use on average since the one before. */
    cpuCores: number;
    /** The most resident memory since the one before. */
    memoryBytes: number;
    /** Of the busiest GPU that it uses, with all that use it; null without one. */
    gpuPercent: number | null;
    gpuMemoryBytes: number | null;
  }[];
  /** Oldest first. */
  progress: {
    at: string;
    percent: number | null;
    metrics: Record<string, number> | null;
  }[];
}

export interface AuditEntry {
  id: number;
  at: string;
  /** A person's address, `api-key:<name>`, or `system`. */
  actor: string;
  action: string;
  subjectType: string;
  subjectId: string;
  /** What people call it; of an execution, its service. */
  subjectName: string | null;
  data: Record<string, unknown>;
}

export interface AuditPage {
  rows: AuditEntry[];
  /** What to give as `cursor` for the page after this one; null on the last. */
  nextCursor: string | null;
}

export interface Bulk {
  id: string;
  kind: "terminate" | "rerun" | "extend" | "label";
  status: "draft" | "running" | "paused" | "aborted" | "done";
  /** As it was typed; null when executions were chosen one by one. */
  filter: string | null;
  arguments: {
    bySeconds?: number;
    /** Each deadline is then. */
    at?: string;
    /** Each deadline is so long after the start of its attempt. */
    timeoutSeconds?: number;
    /** Of `terminate`: how what runs is stopped; `checkpoint` when left out. */
    mode?: "checkpoint" | "save" | "now";
    set?: Record<string, string>;
    remove?: string[];
  };
  note: string | null;
  /** Null while one that began without counting goes on. */
  total: number | null;
  createdAt: string;
  startedAt: string | null;
  startedBy: string | null;
  endedAt: string | null;
  counts: {
    waiting: number;
    done: number;
    skipped: number;
    failed: number;
  };
  /** Where those stand now that it has reached; `rung` of those that are stopping, `unverified` of those that ended and of which nobody could prove that nothing is left running. */
  standing: {
    status: "created" | "in-progress" | "success" | "failed" | "terminated";
    rung: "requested" | "delivered" | "seen" | "saved" | "exited" | "verified" | null;
    unverified: boolean;
    count: number;
  }[];
  /** Of `extend`: what agents answered. */
  answers: {
    moved: number;
    refused: number;
  } | null;
  /** Those that were left alone or refused, at most 100; the filter `bulk:<id>/skipped,<id>/failed` lists them all. */
  told: {
    id: string;
    state: "waiting" | "done" | "skipped" | "failed";
    message: string;
  }[];
}

export interface BulkDraft {
  id: string;
  kind: "terminate" | "rerun" | "extend" | "label";
  /** When it was found out what follows. */
  at: string;
  /** Exactly so many, and always the same ones: to be given to `start`. */
  total: number;
  /** So many would be reached as they are now; the others would be left alone. */
  reached: number;
  /** Of `terminate`: what runs those that it would meet at work, which decides what its `mode` does; null for other kinds. */
  workers: {
    own: number;
    shared: number;
    command: number;
  } | null;
  /** The first of them, with what would be done to each as it is now; `worker` is null while it does not run, and for other kinds than `terminate`. */
  sample: {
    execution: ExecutionRow;
    worker: "own" | "shared" | "command" | null;
    reached: boolean;
    words: string;
  }[];
}

export interface BulkMoved {
  id: string;
  status: "draft" | "running" | "paused" | "aborted" | "done";
}

export interface BulkRow {
  id: string;
  kind: "terminate" | "rerun" | "extend" | "label";
  status: "draft" | "running" | "paused" | "aborted" | "done";
  /** As it was typed; null when executions were chosen one by one. */
  filter: string | null;
  arguments: {
    bySeconds?: number;
    /** Each deadline is then. */
    at?: string;
    /** Each deadline is so long after the start of its attempt. */
    timeoutSeconds?: number;
    /** Of `terminate`: how what runs is stopped; `checkpoint` when left out. */
    mode?: "checkpoint" | "save" | "now";
    set?: Record<string, string>;
    remove?: string[];
  };
  note: string | null;
  /** Null while one that began without counting goes on. */
  total: number | null;
  createdAt: string;
  startedAt: string | null;
  startedBy: string | null;
  endedAt: string | null;
  counts: {
    waiting: number;
    done: number;
    skipped: number;
    failed: number;
  };
}

export interface BulksPageRows {
  rows: BulkRow[];
  /** What to give as `cursor` for the page after this one; null on the last. */
  nextCursor: string | null;
}

export interface Changes {
  /** What to read again; `*` is everything. Empty: nothing yet. */
  topics: string[];
}

export interface Cooperation {
  /** The newest of its stops that this was learnt from; drills are left out. */
  stops: number;
  /** When the oldest of them was asked for. */
  since: string | null;
  /** From the request until nothing was left, of those that were verified. */
  latencyMs: {
    p50: number;
    p95: number;
  } | null;
  /** Of those that were verified: how many ended once their code had met the request, by themselves before that, after SIGTERM, and after SIGKILL. */
  by: {
    checkpoint: number;
    itself: number;
    SIGTERM: number;
    SIGKILL: number;
  };
  /** How many saved their state after the request. */
  saved: number;
  /** The others: given up without a proof that nothing was left, so that nobody knows how they ended. */
  unverified: number;
  /** The longest time that an attempt which ended went without a checkpoint, of the newest 1,000 executions; drills are left out. */
  longestGap: {
    executionId: string;
    ms: number;
  } | null;
  /** The one that runs and has passed no checkpoint for longest, and since when: its last one, or its start; drills and what is lost are left out. */
  openGap: {
    executionId: string;
    since: string;
  } | null;
}

export interface Counts {
  created: number;
  "in-progress": number;
  /** The part of in-progress that was asked to stop. */
  stopping: number;
  success: number;
  failed: number;
  terminated: number;
}

export interface CreatedApiKey {
  id: string;
  name: string;
  expiresAt: string;
  /** The key. It can't be shown again. */
  key: string;
}

export interface CreatedService {
  id: string;
  name: string;
  revision: number;
}

export interface CreatedWebhook {
  id: string;
  /** What deliveries are signed with. It can't be shown again. */
  secret: string;
}

export interface DeletedService {
  id: string;
  name: string;
  /** The bulk that terminates what waits and runs; null when there was nothing. */
  bulkId: string | null;
}

export interface Delivery {
  /** The header `webhook-id`, the same in every try. */
  id: string;
  webhookId: string;
  event: "execution.created" | "execution.started" | "execution.stop_requested" | "execution.rerun" | "execution.stalled" | "execution.lost" | "execution.success" | "execution.failed" | "execution.terminated" | "service.created" | "service.updated" | "service.paused" | "service.resumed" | "service.deleted" | "service.failing" | "service.crash_looping" | "webhook.test";
  state: "waiting" | "delivered" | "given-up";
  /** When what it tells of has happened. */
  at: string;
  executionId: string | null;
  serviceName: string | null;
  nextTryAt: string | null;
  endedAt: string | null;
  tries: {
    at: string;
    /** The HTTP status of the answer; null when none came. */
    status: number | null;
    /** Why it failed; null when it was answered with 2xx. */
    error: string | null;
    durationMs: number;
    /** The first KiB of the answer. */
    answer: string | null;
  }[];
  /** What is sent; null before the first try. */
  body: string | null;
}

export interface DeliveryPage {
  rows: Delivery[];
  /** What to give as `cursor` for the page after this one; null on the last. */
  nextCursor: string | null;
}

export interface Drill {
  id: string;
  functionName: string;
  input: Record<string, unknown>;
  /** How long it is to run before it is asked to stop. */
  runSeconds: number;
  createdAt: string;
  createdBy: string;
  /** Null until it is started, or when it never was. */
  executionId: string | null;
  /** `passed`: it ended within the time that its service gives. Null while it goes on. */
  outcome: "passed" | "failed" | "ended-early" | "not-started" | "other-stop" | "unverified" | null;
  /** Where it stands; `waiting`: nothing runs it yet. Null once it has its outcome. */
  phase: "starting" | "waiting" | "running" | "stopping" | "ended" | null;
  endedAt: string | null;
  /** From the request until nothing was left. */
  tookMs?: number | null;
  /** How long its service lets it take. */
  allowedMs?: number | null;
  /** The strongest signal that it took. */
  signal?: "SIGTERM" | "SIGKILL" | null;
  /** It saved its state after the request. */
  saved?: boolean;
  /** How long it ran before it was asked. */
  ranMs?: number | null;
  revision?: number | null;
}

export interface Durations {
  functionName: string;
  /** Newest first, however they ended; from the start of the last attempt. */
  runs: {
    id: string;
    status: "created" | "in-progress" | "success" | "failed" | "terminated";
    startedAt: string;
    endedAt: string;
  }[];
  /** Of good runs; null when too few are known. */
  p50Ms: number | null;
  /** Of good runs; null when too few are known. */
  p95Ms: number | null;
}

export interface Event {
  id: number;
  attempt: number;
  type: string;
  at: string;
  /** A person's address, `api-key:<name>`, `runner`, `agent` or `system`. */
  actor: string;
  data: Record<string, unknown>;
}

export interface Execution {
  id: string;
  serviceId: string;
  serviceName: string;
  functionName: string;
  status: "created" | "in-progress" | "success" | "failed" | "terminated";
  /** Why it is failed or terminated. */
  reason: "error" | "timeout" | "terminated" | "reset" | "lost" | "stalled" | "out-of-memory" | "queue-timeout" | "max-attempts" | null;
  /** One sentence on how it ended. */
  message: string | null;
  attempt: number;
  maxAttempts: number;
  createdAt: string;
  createdBy: string;
  /** Its creation, or the end of its last attempt; null unless it is created. */
  waitsSince: string | null;
  /** Of the newest attempt. */
  startedAt: string | null;
  endedAt: string | null;
  deadlineAt: string | null;
  /** Null when nobody asked it to stop. */
  stop: Stop | null;
  /** It has ended, and nobody could prove that nothing of it is left running. */
  unverified: boolean;
  /** Percent. */
  progress: number | null;
  progressMessage: string | null;
  progressAt: string | null;
  /** Of an attempt that may have gone on from an earlier one: the first progress that it reported itself. */
  firstProgress: {
    percent: number;
    at: string;
  } | null;
  /** When its code last passed a checkpoint. */
  checkpointAt: string | null;
  checkpointIntervalMs: number | null;
  savedAt: string | null;
  /** It failed and is tried again, but not before this. */
  notBefore: string | null;
  /** Since when it counts as stalled; null while it gives signs of work. */
  stalledAt: string | null;
  runnerId: string | null;
  runnerHost: string | null;
  /** It runs, and its agent has not been heard of for 15 s. */
  lost: boolean;
  replicaId: string | null;
  /** The execution that it was started from again. */
  rerunOf: string | null;
  /** The execution whose code started it. */
  parentId: string | null;
  labels: Record<string, string>;
  /** How many others run in its worker; null where it has its own. */
  neighbours: number | null;
  input: Record<string, unknown>;
  /** Any JSON value; null until its code gave one. */
  output: unknown;
  error: {
    type: string;
    message: string;
    stack?: string;
  } | null;
  metrics: Record<string, number> | null;
  /** What its code saved for the next attempt or rerun. */
  savedState: unknown;
  /** As copied at the start of the attempt; null while created. */
  policy: Policy | null;
  revision: number | null;
  /** Higher ones start first. */
  priority: number;
  idempotencyKey: string | null;
  /** What its agent was told to do and has not answered. */
  order: {
    kind: "withdraw" | "escalate" | "more-time" | "deadline";
    givenAt: string;
    givenBy: string;
  } | null;
  attempts: Attempt[];
  /** What attempts gave after they had been given up: kept, and without any effect. */
  lateResults: {
    attempt: number;
    at: string;
    output: unknown;
    error: {
      type: string;
      message: string;
      stack?: string;
    } | null;
  }[];
  /** Of the replica that it runs on, while that is being reset. */
  reset: Reset | null;
  reruns: {
    id: string;
    createdAt: string;
    status: "created" | "in-progress" | "success" | "failed" | "terminated";
  }[];
  parent: {
    id: string;
    serviceName: string;
    functionName: string;
    status: "created" | "in-progress" | "success" | "failed" | "terminated";
    /** It runs and was asked to stop. */
    stopping: boolean;
    createdAt: string;
  } | null;
  /** What its code started, newest first; the newest hundred. */
  children: {
    id: string;
    serviceName: string;
    functionName: string;
    status: "created" | "in-progress" | "success" | "failed" | "terminated";
    /** It runs and was asked to stop. */
    stopping: boolean;
    createdAt: string;
  }[];
  /** Why it does not run yet; null unless created. */
  wait: {
    cause: "retry" | "paused" | "no-runner" | "no-replicas" | "failing" | "starting" | "full" | "turn";
    /** One sentence for a person. */
    words: string;
    /** How many of its service are started before it; 1,000 at most. */
    ahead: number;
    /** More are before it than were counted. */
    moreAhead: boolean;
  } | null;
  /** How many below it live and nobody has terminated; 10,000 at most. */
  liveBelow: number;
}

export interface ExecutionPage {
  rows: ExecutionRow[];
  /** What to give as `cursor` for the page after this one; null on the last. */
  nextCursor: string | null;
  /** Null on a full page and on the last. Else rows enough were looked at: what fits may come further back than this. */
  searchedTo: string | null;
}

export interface ExecutionRow {
  id: string;
  serviceId: string;
  serviceName: string;
  functionName: string;
  status: "created" | "in-progress" | "success" | "failed" | "terminated";
  /** Why it is failed or terminated. */
  reason: "error" | "timeout" | "terminated" | "reset" | "lost" | "stalled" | "out-of-memory" | "queue-timeout" | "max-attempts" | null;
  /** One sentence on how it ended. */
  message: string | null;
  attempt: number;
  maxAttempts: number;
  createdAt: string;
  createdBy: string;
  /** Its creation, or the end of its last attempt; null unless it is created. */
  waitsSince: string | null;
  /** Of the newest attempt. */
  startedAt: string | null;
  endedAt: string | null;
  deadlineAt: string | null;
  /** Null when nobody asked it to stop. */
  stop: Stop | null;
  /** It has ended, and nobody could prove that nothing of it is left running. */
  unverified: boolean;
  /** Percent. */
  progress: number | null;
  progressMessage: string | null;
  progressAt: string | null;
  /** Of an attempt that may have gone on from an earlier one: the first progress that it reported itself. */
  firstProgress: {
    percent: number;
    at: string;
  } | null;
  /** When its code last passed a checkpoint. */
  checkpointAt: string | null;
  checkpointIntervalMs: number | null;
  savedAt: string | null;
  /** It failed and is tried again, but not before this. */
  notBefore: string | null;
  /** Since when it counts as stalled; null while it gives signs of work. */
  stalledAt: string | null;
  runnerId: string | null;
  runnerHost: string | null;
  /** It runs, and its agent has not been heard of for 15 s. */
  lost: boolean;
  replicaId: string | null;
  /** The execution that it was started from again. */
  rerunOf: string | null;
  /** The execution whose code started it. */
  parentId: string | null;
  labels: Record<string, string>;
  /** How many others run in its worker; null where it has its own. */
  neighbours: number | null;
}

export interface ExecutionsAutopsiesRows {
  rows: AttemptAutopsies[];
}

export type ExecutionsDownloadLogsRows = string;

export interface ExecutionsEventsRows {
  rows: Event[];
}

export interface ExecutionsFollowAnyRows {
  rows: ExecutionRow[];
}

export interface ExecutionsKnownLabelsRows {
  rows: string[];
}

export interface ExecutionsSamplesRows {
  rows: AttemptSamples[];
}

export interface ExecutionsWaitAnyRows {
  rows: ExecutionRow[];
}

export interface Family {
  members: {
    id: string;
    parentId: string | null;
    depth: number;
    serviceName: string;
    functionName: string;
    status: "created" | "in-progress" | "success" | "failed" | "terminated";
    stopping: boolean;
    createdAt: string;
    endedAt: string | null;
    /** Of its last attempt; null when that was not asked to stop. */
    stopRequestedAt: string | null;
    /** When its state was last saved, by it or by what it repeats. */
    savedAt: string | null;
    attempts: {
      startedAt: string;
      endedAt: string | null;
      outcome: "success" | "failed" | "terminated" | "rerun" | null;
    }[];
  }[];
  /** There are more, or deeper ones, than are given. */
  more: boolean;
}

export interface Health {
  status: "ok" | "unhealthy";
  database: {
    ok: boolean;
    latencyMs: number | null;
  };
  runner: {
    ok: boolean;
    newestHeartbeatAt: string | null;
    ageMs: number | null;
  };
  version: string;
}

export type Histogram = {
  from: string;
  to: string;
  bars: {
    from: string;
    /** Not included. */
    to: string;
    count: number;
    /** The part of `count` that has failed. */
    failed: number;
    /** There are so many or more. */
    more: boolean;
  }[];
} | null;

export interface History {
  from: string;
  hours: {
    /** Its first moment. */
    from: string;
    success: number;
    failed: number;
    /** The part of `failed` whose time was up. */
    timeout: number;
    terminated: number;
  }[];
  /** Work that was thrown away, by service and reason. */
  waste: {
    serviceName: string;
    reason: "error" | "timeout" | "terminated" | "reset" | "lost" | "stalled" | "out-of-memory" | "queue-timeout" | "max-attempts";
    attempts: number;
    wastedMs: number;
    /** The part of `attempts` that were timed out with 95 % done or more. */
    nearTheEnd: number;
    nearTheEndMs: number;
    /** The executions that lost most of it; at most 20. */
    executionIds: string[];
  }[];
}

export interface Labelled {
  id: string;
  labels: Record<string, string>;
}

export interface ListCounts {
  created: number;
  "in-progress": number;
  /** The part of in-progress that was asked to stop. */
  stopping: number;
  success: number;
  failed: number;
  terminated: number;
  /** Of these there may be more. */
  atLeast: ("created" | "in-progress" | "success" | "failed" | "terminated" | "stopping")[];
}

export interface LogLine {
  /** From 0 within the attempt. */
  number: number;
  at: string;
  stream: "stdout" | "stderr" | "replica" | "curfew";
  text: string;
  /** What its text says of itself; null when it says nothing. */
  level: "trace" | "debug" | "info" | "warn" | "error" | "fatal" | null;
}

export interface LogPage {
  attempt: number;
  lines: LogLine[];
  /** What to give as `fromLine` to read on. */
  nextLine: number;
  totalLines: number;
  /** True while the attempt may still write. */
  live: boolean;
  /** True once no line can be added to this attempt. */
  over: boolean;
  /** Where the output goes on: the attempt after this one, also while that has yet to begin. */
  nextAttempt: number | null;
}

export interface LogSearchPage {
  attempt: number;
  lines: LogLine[];
  /** What to give as `fromLine` to look on. */
  nextLine: number;
  totalLines: number;
  /** True once no line can be added to this attempt. */
  over: boolean;
}

export interface Ordered {
  id: string;
  order: "withdraw" | "escalate" | "more-time" | "deadline";
  /** False while its agent has not answered: the order stays, and is carried out when it does. */
  done: boolean;
}

export interface Overview {
  running: number;
  stopping: number;
  waiting: number;
  /** More wait than were counted. */
  moreWait: boolean;
  /** Of what runs, how many want a look, by why; one may count for several: `overdue` is past its deadline, `slow` runs longer than 95 of 100 good runs of its function did. What is lost or was asked to stop counts only as that. */
  attention: Record<string, number>;
  /** The worst of them; at most 50. */
  rows: {
    execution: ExecutionRow;
    /** All that holds, the most urgent first. */
    why: ("lost" | "stopping" | "overdue" | "stalled" | "slow" | "near-deadline")[];
    /** Null when too few good runs of its function are known. */
    p95Ms: number | null;
  }[];
  /** Runners, disks and services that want a look; at most 20 of a kind. */
  notices: {
    kind: "runner-lost" | "disk-fault" | "crash-loop" | "start-failure" | "paused";
    /** Null of a runner. */
    serviceName: string | null;
    /** The runner that is lost, or whose disk it is. */
    runnerId: string | null;
    host: string | null;
    /** Since the last sign of a runner, the first failure, the pause. */
    since: string;
    /** How often in a row; null where nothing is counted. */
    count: number | null;
    /** The last error, the disk's, or who paused it. */
    detail: string;
  }[];
  /** Of some kind there are more. */
  moreNotices: boolean;
  /** Those that run, stop or wait, the busiest first. */
  services: {
    name: string;
    running: number;
    stopping: number;
    waiting: number;
    /** More wait than were counted. */
    moreWait: boolean;
    /** When the one that has waited longest was created. */
    waitingSince: string | null;
    paused: boolean;
    /** Executions that its ready replicas, as far as they answer, can run at a time. */
    slots: number;
    /** How many of these they run; what runs elsewhere is in `running` only. */
    used: number;
  }[];
  runners: {
    active: number;
    lost: number;
  };
  /** False when more run than were looked at: `attention` is of the oldest. */
  complete: boolean;
}

export interface PausedService {
  id: string;
  name: string;
  pausedAt: string | null;
}

export interface Placement {
  isolation: "process" | "shared";
  concurrency: number;
  replicas: number;
  maxReplicas: number | null;
  executionsPerReplica: number | null;
  cooldown: number;
}

export interface Policy {
  executionTimeout: number;
  maxExecutionTimeout: number | null;
  onReset: "failed" | "rerun";
  stallTimeout: number | null;
  onStall: "warn" | "stop";
  memoryLimit: number | null;
  queueTimeout: number | null;
  queueLimit: number | null;
  maxAttempts: number;
  maxRetries: number;
  retryWait: number;
  maxRetryWait: number;
  gracePeriod: number;
  killWait: number;
  drainTime: number;
}

export interface PolicyPreview {
  running: number;
  /** Of these: asked to stop already; they are in none of the next two. */
  stopping: number;
  /** Would be past the new timeout already. */
  alreadyPast: number;
  /** Would end by the new timeout within its next tenth. */
  endingSoon: number;
  /** Waiting ones that would fail at once by its queue timeout. */
  waitedTooLong: number;
  /** How long the reset of a shared worker would wait at most for what runs beside the one that ignored its stop; 0 where none shares one. */
  resetWaitSeconds: number;
  /** The same once the new timeout were applied to them. */
  liveResetWaitSeconds: number;
  /** How long a drain would wait for them at most: to the last deadline as it stands, and the stop behind it. */
  drainWaitSeconds: number;
  /** The same once the new timeout were applied to them. */
  liveDrainWaitSeconds: number;
  /** What becomes of those that a forced update would stop. */
  cut: {
    failed: number;
    rerun: number;
  };
}

export interface Problem {
  /** `urn:curfew:` and a word for programs, such as `urn:curfew:invalid-input`. */
  type: string;
  title: string;
  status: number;
  /** What was wrong and what is allowed, for a person. */
  detail: string;
  /** Of the input, field by field. */
  faults?: {
    /** Dotted path; empty for the whole. */
    field: string;
    message: string;
  }[];
}

export interface ReasonTemplates {
  /** In the order in which they are offered. */
  texts: string[];
}

export interface Reset {
  replicaId: string;
  since: string;
  /** The execution that ignored its stop. */
  by: string;
  waitsFor: {
    id: string;
    functionName: string;
    until: string;
  }[];
}

export interface Revision {
  number: number;
  author: string;
  createdAt: string;
  config: ServiceConfig;
}

export interface RevokedApiKey {
  id: string;
  name: string;
  revokedAt: string;
}

export interface RotatedSecret {
  id: string;
  /** What deliveries are signed with. It can't be shown again. */
  secret: string;
  /** Until when the one before signs too. */
  oldSecretUntil: string;
}

export interface Runner {
  id: string;
  host: string;
  pid: number;
  version: string;
  state: "active" | "stopping" | "stopped" | "lost";
  startedAt: string;
  heartbeatAt: string;
  /** It has not ended, and nothing was heard of it for 15 s; its state follows with its lease. */
  lost: boolean;
  /** Since when it takes nothing new by somebody's wish; null while it does. */
  drainingAt: string | null;
  drainingBy: string | null;
  /** Of its host. */
  cores: number | null;
  /** Of its host. */
  memoryBytes: number | null;
  replicas: {
    id: string;
    serviceId: string;
    serviceName: string;
    revision: number;
    state: "starting" | "ready" | "draining" | "stopping" | "stopped" | "failed" | "lost";
    /** How many executions it runs at a time. */
    slots: number;
    isolation: "process" | "shared";
    drainingAt: string | null;
    drainCause: "update" | "surplus" | "reset" | "failed" | "runner" | "deleted" | null;
    reset: Reset | null;
    agentPid: number | null;
    startedAt: string;
    heartbeatAt: string;
    /** It has not ended, and nothing was heard of it for 15 s; its state follows with its lease. */
    lost: boolean;
    cpuCores: number | null;
    memoryBytes: number | null;
    lastError: string | null;
    /** Its disk refuses writes: what it says is kept in memory. Null while it does not. */
    diskFault: {
      /** What the system answers: ENOSPC, EROFS, … */
      code: string;
      /** ISO 8601. */
      since: string;
      /** What is in memory only. */
      heldBytes: number;
    } | null;
    executions: {
      id: string;
      functionName: string;
      startedAt: string;
      stopping: boolean;
    }[];
  }[];
  /** Further replicas that ended within the last hour, beside the newest 10. */
  endedLeftOut: number;
}

export interface RunnersDrainRows {
  id: string;
  host: string;
  /** Null while it takes work. */
  drainingAt: string | null;
}

export interface RunnersLossRows {
  /** Executions that would be run again elsewhere. */
  rerun: number;
  /** Executions that would fail. */
  failed: number;
  /** Executions being terminated: they would end. */
  terminating: number;
  /** Milliseconds of work since the last save of each, all together. */
  lostMs: number;
  /** Services of which no other host has a ready replica that answers. */
  servicesLeftAlone: string[];
  /** No runner of another host answers and takes work. */
  isOnly: boolean;
  /** Runners of the host, this one counted: it is told of all of them. */
  runnersOnHost: number;
  /** Executions that this runner runs itself: a drain waits for them. */
  running: number;
  /** How long a drain of this runner may take at most: to the last deadline as it stands, and the stop behind it. Null when something of it does not answer. */
  drainWaitMs: number | null;
}

export interface RunnersPageRows {
  rows: Runner[];
  /** What to give as `cursor` for the page after this one; null on the last. */
  nextCursor: string | null;
}

export interface RunnersUndrainRows {
  id: string;
  host: string;
  /** Null while it takes work. */
  drainingAt: string | null;
}

export interface Service {
  id: string;
  name: string;
  description: string;
  runtime: "python" | "node" | "command";
  revision: number;
  /** Null while it takes work. */
  pausedAt: string | null;
  pausedBy: string | null;
  policy: Policy;
  placement: Placement;
  counts: Counts;
  replicas: {
    starting: number;
    ready: number;
    draining: number;
    older: number;
  };
  /** By what runs and waits; null where the number of replicas is fixed. */
  scaling: {
    /** How many replicas are wanted now. */
    wanted: number;
    /** How many will be, and from when, unless more comes to do. */
    fall: {
      to: number;
      at: string;
    } | null;
  } | null;
  /** How the present revision fails to start, or to stay; null once it has shown that it does. */
  startFailures: {
    /** In a row; 0 once somebody has asked to try again now. */
    count: number;
    /** The last one. */
    error: string;
    /** When the first of them came. */
    since: string;
    failedAt: string;
    /** No replica is started before. */
    retryAt: string;
    /** When one got ready after the last failure; null while none has. */
    readyAt: string | null;
  } | null;
  /** How workers of the present revision crash one after another; null while that is no loop. */
  crashLoop: {
    /** In a row, with no run between them that ended otherwise. */
    count: number;
    /** The last one. */
    error: string;
    /** The execution that crashed last. */
    executionId: string;
    /** When the first of them came. */
    since: string;
    crashedAt: string;
  } | null;
  /** The older revision that new executions go to while the present one does not start. */
  standInRevision: number | null;
  updatedAt: string;
  updatedBy: string;
  config: ServiceConfig;
  /** Newest first, at most 100. */
  revisions: Revision[];
  /** Replicas that an update has left to what they run, and what becomes of that when `force` cuts it. */
  older: {
    replicas: number;
    running: number;
    cut: {
      failed: number;
      rerun: number;
    };
  } | null;
  /** Its replicas that are being reset. */
  resets: Reset[];
  /** Its other replicas that take nothing new: what they wait for, and until which deadline. */
  drains: {
    replicaId: string;
    revision: number;
    cause: "update" | "surplus" | "reset" | "failed" | "runner" | "deleted";
    since: string;
    waitsFor: {
      id: string;
      functionName: string;
      until: string;
      stopping: boolean;
    }[];
  }[];
  /** Input of the newest execution, by function. */
  lastInputs: Record<string, Record<string, unknown>>;
}

export interface ServiceConfig {
  description: string;
  program: {
    runtime: "python";
    entry: string;
    className: string;
    directory: string;
    env: Record<string, string>;
    functions: Record<string, {
      description: string;
      inputSchema: Record<string, unknown>;
    }>;
  } | {
    runtime: "node";
    entry: string;
    className: string;
    directory: string;
    env: Record<string, string>;
    functions: Record<string, {
      description: string;
      inputSchema: Record<string, unknown>;
    }>;
  } | {
    runtime: "command";
    argv: string[];
    directory: string;
    env: Record<string, string>;
    functions: Record<string, {
      description: string;
      inputSchema: Record<string, unknown>;
    }>;
  };
  policy: Policy;
  placement: Placement;
}

export interface ServiceRow {
  id: string;
  name: string;
  description: string;
  runtime: "python" | "node" | "command";
  revision: number;
  /** Null while it takes work. */
  pausedAt: string | null;
  pausedBy: string | null;
  policy: Policy;
  placement: Placement;
  counts: Counts;
  replicas: {
    starting: number;
    ready: number;
    draining: number;
    older: number;
  };
  /** By what runs and waits; null where the number of replicas is fixed. */
  scaling: {
    /** How many replicas are wanted now. */
    wanted: number;
    /** How many will be, and from when, unless more comes to do. */
    fall: {
      to: number;
      at: string;
    } | null;
  } | null;
  /** How the present revision fails to start, or to stay; null once it has shown that it does. */
  startFailures: {
    /** In a row; 0 once somebody has asked to try again now. */
    count: number;
    /** The last one. */
    error: string;
    /** When the first of them came. */
    since: string;
    failedAt: string;
    /** No replica is started before. */
    retryAt: string;
    /** When one got ready after the last failure; null while none has. */
    readyAt: string | null;
  } | null;
  /** How workers of the present revision crash one after another; null while that is no loop. */
  crashLoop: {
    /** In a row, with no run between them that ended otherwise. */
    count: number;
    /** The last one. */
    error: string;
    /** The execution that crashed last. */
    executionId: string;
    /** When the first of them came. */
    since: string;
    crashedAt: string;
  } | null;
  /** The older revision that new executions go to while the present one does not start. */
  standInRevision: number | null;
  updatedAt: string;
  updatedBy: string;
}

export interface ServiceStatistics {
  from: string;
  to: string;
  /** By when they were created. */
  bars: {
    from: string;
    to: string;
    success: number;
    failed: number;
    terminated: number;
    /** Waiting or running. */
    live: number;
    /** More were created than were looked at: the newest stand for all. */
    more: boolean;
  }[];
  /** Of those that ended and were not terminated, the part that succeeded. */
  successRate: number | null;
  /** Good runs, from their last start to their end. */
  durations: {
    count: number;
    p50Ms: number;
    p95Ms: number;
    longestMs: number;
    buckets: {
      fromMs: number;
      toMs: number | null;
      count: number;
    }[];
  } | null;
  /** From creation to the first start. */
  waits: {
    count: number;
    p50Ms: number;
    p95Ms: number;
    longestMs: number;
    buckets: {
      fromMs: number;
      toMs: number | null;
      count: number;
    }[];
  } | null;
  queue: {
    waiting: number;
    /** More wait than were counted. */
    more: boolean;
    oldest: {
      id: string;
      createdAt: string;
    } | null;
  };
  /** How many waited and ran at the end of each bar; drills are counted. */
  queueDepth: {
    at: string;
    /** Created and not begun, or between two attempts. */
    waiting: number;
    running: number;
    /** More waited or ran than were counted: either may be higher. */
    more: boolean;
  }[];
}

export interface ServicesDrillsRows {
  rows: Drill[];
}

export interface ServicesPageRows {
  rows: ServiceRow[];
  /** What to give as `cursor` for the page after this one; null on the last. */
  nextCursor: string | null;
}

export interface ServicesRevisionsRows {
  rows: Revision[];
}

export interface ServicesTryAgainRows {
  id: string;
  name: string;
  /** False when there was nothing to try: then nothing is changed. */
  failing: boolean;
}

export interface Session {
  kind: "person" | "api-key";
  /** What the audit calls you. */
  actor: string;
  email: string | null;
}

export interface Started {
  id: string;
}

export interface StartedDrill {
  id: string;
}

export interface Stop {
  /** The first reason wins and stays. */
  reason: "terminated" | "timeout" | "reset" | "lost" | "stalled" | "out-of-memory";
  /** How whoever asked wants it stopped; `checkpoint` when left out. */
  mode?: "checkpoint" | "save" | "now";
  /** The highest rung of the stop ladder that is proven. */
  rung: "requested" | "delivered" | "seen" | "saved" | "exited" | "verified";
  /** The strongest signal sent so far. */
  signal: "SIGTERM" | "SIGKILL" | null;
  /** True once a person asked for it: it is never retried. */
  final: boolean;
  /** Its code has met the stop, which can no longer be withdrawn. */
  seen: boolean;
  /** Seconds that people gave it beyond its policy. */
  moreSeconds: number;
  rungAt: string;
  requestedAt: string;
  requestedBy: string;
  note: string | null;
}

export interface Terminated {
  id: string;
  status: "created" | "in-progress" | "success" | "failed" | "terminated";
  /** True while it still runs and was asked to stop. */
  stopping: boolean;
  /** How many below it were asked as well, with `cascade`. */
  below: number;
}

export interface UpdatedService {
  id: string;
  name: string;
  revision: number;
  /** False when the service was so already: then there is no new revision. */
  changed: boolean;
  /** Kept ones go on, and attempts that start on them follow the new revision. */
  replicas: "kept" | "replaced";
  /** The bulk that moves the deadlines of what runs; null when none is to be moved. */
  live: {
    bulkId: string;
    executions: number;
  } | null;
  /** How many old replicas are being stopped with all that they run, since that was forced. */
  cut: number;
}

export interface ViewsListRows {
  rows: {
    id: string;
    name: string;
    /** As it is typed. */
    filter: string;
    /** As the list remembers them; empty for the usual ones. */
    columns: string;
    shared: boolean;
    owner: string;
    /** The caller's: they may change it. */
    own: boolean;
    /** The caller's list begins with it. */
    isDefault: boolean;
    /** How many others begin with it. */
    othersBegin: number;
  }[];
}

export interface ViewsRemoveRows {
  id: string;
}

export interface ViewsRenameRows {
  id: string;
}

export interface ViewsSaveRows {
  id: string;
}

export interface ViewsSetDefaultRows {
  id: string | null;
}

export interface Webhook {
  id: string;
  name: string;
  url: string;
  events: ("execution.created" | "execution.started" | "execution.stop_requested" | "execution.rerun" | "execution.stalled" | "execution.lost" | "execution.success" | "execution.failed" | "execution.terminated" | "service.created" | "service.updated" | "service.paused" | "service.resumed" | "service.deleted" | "service.failing" | "service.crash_looping")[];
  /** Names; null for all services, also those to come. */
  services: string[] | null;
  enabled: boolean;
  createdAt: string;
  createdBy: string;
  updatedAt: string;
  /** How many deliveries wait; 1,001 means more than 1,000. */
  waiting: number;
  /** Tries in a row that have failed. */
  failures: number;
  /** Nothing is tried before this, since so many have failed. */
  restsUntil: string | null;
  lastTry: {
    at: string;
    /** The HTTP status of the answer; null when none came. */
    status: number | null;
    /** Why it failed; null when it was answered with 2xx. */
    error: string | null;
  } | null;
  /** Until when the secret before the newest one signs too. */
  oldSecretUntil: string | null;
}

export interface WebhooksListRows {
  rows: Webhook[];
}

export interface WebhooksRedeliverRows {
  id: string;
}

export interface WebhooksRemoveRows {
  id: string;
  name: string;
}
