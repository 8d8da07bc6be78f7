import type { TimeSpan } from "#components/charts/chart-series.ts";
import type { FormatNumber } from "#components/locale/format-number.ts";
import { formatDuration } from "#components/time/format-duration.ts";
import type { FamilyMember } from "#server/domain/family-views.ts";
import type { Stretch } from "./attempt-bars.ts";
import { OUTCOME_WORDS } from "./outcome-look.ts";

export interface FamilyRow {
  member: FamilyMember;
  /** From its creation to its first start, and of each attempt, in percent of the common scale. */
  queued: Stretch | null;
  attempts: (Stretch & { outcome: Outcome })[];
  /** Where it was asked to stop, and where it last saved its state; null where that was not, or is not known. */
  stop: number | null;
  saved: number | null;
}

type Outcome = FamilyMember["attempts"][number]["outcome"];

/** From the first creation to the last end, or to `now` while one lives. */
export function familySpan(members: readonly FamilyMember[], now: number): TimeSpan {
  const from = Math.min(...members.map(({ createdAt }) => createdAt.getTime()));
  return { from, to: Math.max(from + 1, ...members.map(({ endedAt }) => endedAt?.getTime() ?? now)) };
}

/** All on one scale. */
export function familyRows(members: readonly FamilyMember[], now: number): FamilyRow[] {
  const { from, to: until } = familySpan(members, now);
  const place = (at: number) => (100 * (Math.min(Math.max(at, from), until) - from)) / (until - from);
  const stretch = (start: number, end: number): Stretch => ({
    left: place(start),
    width: Math.max(0, place(end) - place(start)),
  });
  return members.map((member) => {
    const end = member.endedAt?.getTime() ?? now;
    const saved = savedOf(member);
    const first = member.attempts[0]?.startedAt.getTime() ?? end;
    return {
      member,
      queued: first > member.createdAt.getTime() ? stretch(member.createdAt.getTime(), first) : null,
      attempts: member.attempts.map(({ startedAt, endedAt, outcome }) => ({
        ...stretch(startedAt.getTime(), endedAt?.getTime() ?? end),
        outcome,
      })),
      stop: member.stopRequestedAt && place(member.stopRequestedAt.getTime()),
      saved: saved && place(saved.getTime()),
    };
  });
}

/** What it saved itself: a rerun begins with what the run before it had saved. */
function savedOf({ savedAt, createdAt }: FamilyMember): Date | null {
  return savedAt && savedAt >= createdAt ? savedAt : null;
}

/** What its bar shows, in words; times run from `from`, where the scale begins. */
export function barWords(
  member: FamilyMember,
  from: number,
  now: number,
  formatNumber: FormatNumber,
): string {
  const { serviceName, functionName, createdAt, endedAt, attempts, stopRequestedAt } = member;
  const after = (at: Date) => `after ${formatDuration(at.getTime() - from, { formatNumber })}`;
  const length = (start: Date, end: Date | null) =>
    formatDuration((end?.getTime() ?? now) - start.getTime(), { ticking: end === null, formatNumber });
  const saved = savedOf(member);
  const waited = length(createdAt, attempts[0]?.startedAt ?? endedAt);
  return [
    `${serviceName} · ${functionName}`,
    `created ${after(createdAt)}, ${waited} in the queue`,
    ...attempts.map(
      ({ startedAt, endedAt: ended, outcome }, index) =>
        `attempt ${index + 1} began ${after(startedAt)}: ${length(startedAt, ended)}, ${outcome ? OUTCOME_WORDS[outcome] : "running"}`,
    ),
    ...(stopRequestedAt ? [`stop requested ${after(stopRequestedAt)}`] : []),
    ...(saved ? [`state last saved ${after(saved)}`] : []),
  ].join("; ");
}
