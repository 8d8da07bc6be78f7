import { CountExecutionsInput, countExecutions } from "#server/executions/count.ts";
import { CreateExecutionInput, createExecution } from "#server/executions/create.ts";
import { EscalateStopInput, escalateStop } from "#server/executions/escalate.ts";
import { GetExecutionInput, getExecution } from "#server/executions/get.ts";
import { HistogramInput, histogram } from "#server/executions/histogram.ts";
import { KnownLabelsInput, knownLabels } from "#server/executions/known-labels.ts";
import { knownValues } from "#server/executions/known-values.ts";
import { LabelExecutionInput, labelExecution } from "#server/executions/label.ts";
import { ListExecutionsInput, listExecutions } from "#server/executions/list.ts";
import { ListAutopsiesInput, listAutopsies } from "#server/executions/list-autopsies.ts";
import { ListEventsInput, listEvents } from "#server/executions/list-events.ts";
import { giveMoreTime, MoreTimeInput } from "#server/executions/more-time.ts";
import {
  ReadDurationsInput,
  readDurations,
  readTypical,
  TypicalInput,
} from "#server/executions/read-durations.ts";
import { ReadFamilyInput, readFamily } from "#server/executions/read-family.ts";
import { DownloadLogsInput, ReadLogsInput, readLogs } from "#server/executions/read-logs.ts";
import { ReadSamplesInput, readSamples } from "#server/executions/read-samples.ts";
import { recentNotes } from "#server/executions/recent-notes.ts";
import { RerunExecutionInput, rerunExecution } from "#server/executions/rerun.ts";
import { SearchLogsInput, searchLogs } from "#server/executions/search-logs.ts";
import { SetDeadlineInput, setDeadline } from "#server/executions/set-deadline.ts";
import { TerminateExecutionInput, terminateExecution } from "#server/executions/terminate.ts";
import { WithdrawStopInput, withdrawStop } from "#server/executions/withdraw.ts";
import { downloadLogs } from "../download-logs.ts";
import {
  FollowAnyInput,
  FollowExecutionInput,
  followAny,
  followExecution,
  StreamLogsInput,
  streamLogs,
} from "../follow.ts";
import { trackedAnswers } from "../tracked-answers.ts";
import { createRouter, procedure } from "../trpc.ts";
import {
  FollowLogsInput,
  followLogs,
  WaitAnyInput,
  WaitInput,
  waitForAny,
  waitForExecution,
} from "../wait.ts";

export const executionsRouter = createRouter({
  list: procedure.input(ListExecutionsInput).query(({ ctx, input }) => listExecutions(ctx, input)),
  get: procedure.input(GetExecutionInput).query(({ ctx, input }) => getExecution(ctx, input)),
  counts: procedure.input(CountExecutionsInput).query(({ ctx, input }) => countExecutions(ctx, input)),
  events: procedure.input(ListEventsInput).query(({ ctx, input }) => listEvents(ctx, input)),
  autopsies: procedure.input(ListAutopsiesInput).query(({ ctx, input }) => listAutopsies(ctx, input)),
  samples: procedure.input(ReadSamplesInput).query(({ ctx, input }) => readSamples(ctx, input)),
  family: procedure.input(ReadFamilyInput).query(({ ctx, input }) => readFamily(ctx, input)),
  durations: procedure.input(ReadDurationsInput).query(({ ctx, input }) => readDurations(ctx, input)),
  typical: procedure.input(TypicalInput).query(({ ctx, input }) => readTypical(ctx, input)),
  logs: procedure.input(ReadLogsInput).query(({ ctx, input }) => readLogs(ctx, input)),
  searchLogs: procedure.input(SearchLogsInput).query(({ ctx, input }) => searchLogs(ctx, input)),
  followLogs: procedure
    .input(FollowLogsInput)
    .query(({ ctx, input, signal }) => followLogs(ctx, input, signal)),
  wait: procedure.input(WaitInput).query(({ ctx, input, signal }) => waitForExecution(ctx, input, signal)),
  waitAny: procedure.input(WaitAnyInput).query(({ ctx, input, signal }) => waitForAny(ctx, input, signal)),
  follow: procedure.input(FollowExecutionInput).subscription(({ ctx, input, signal }) => {
    return trackedAnswers(followExecution(ctx, input, signal));
  }),
  followAny: procedure.input(FollowAnyInput).subscription(({ ctx, input, signal }) => {
    return trackedAnswers(followAny(ctx, input, signal));
  }),
  streamLogs: procedure.input(StreamLogsInput).subscription(({ ctx, input, signal }) => {
    return trackedAnswers(streamLogs(ctx, input, signal));
  }),
  downloadLogs: procedure.input(DownloadLogsInput).subscription(({ ctx, input }) => {
    return trackedAnswers(downloadLogs(ctx, input));
  }),
  create: procedure.input(CreateExecutionInput).mutation(({ ctx, input }) => createExecution(ctx, input)),
  terminate: procedure
    .input(TerminateExecutionInput)
    .mutation(({ ctx, input }) => terminateExecution(ctx, input)),
  recentNotes: procedure.query(({ ctx }) => recentNotes(ctx)),
  withdraw: procedure.input(WithdrawStopInput).mutation(({ ctx, input }) => withdrawStop(ctx, input)),
  escalate: procedure.input(EscalateStopInput).mutation(({ ctx, input }) => escalateStop(ctx, input)),
  moreTime: procedure.input(MoreTimeInput).mutation(({ ctx, input }) => giveMoreTime(ctx, input)),
  setDeadline: procedure.input(SetDeadlineInput).mutation(({ ctx, input }) => setDeadline(ctx, input)),
  histogram: procedure.input(HistogramInput).query(({ ctx, input }) => histogram(ctx, input)),
  knownLabels: procedure.input(KnownLabelsInput).query(({ ctx, input }) => knownLabels(ctx, input)),
  knownValues: procedure.query(({ ctx }) => knownValues(ctx)),
  label: procedure.input(LabelExecutionInput).mutation(({ ctx, input }) => labelExecution(ctx, input)),
  rerun: procedure.input(RerunExecutionInput).mutation(({ ctx, input }) => rerunExecution(ctx, input)),
});
