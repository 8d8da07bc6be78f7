import type { FamilyMember } from "#server/domain/family-views.ts";
import type { Stretch } from "./attempt-bars.ts";

export interface FamilyRow {
  member: FamilyMember;
  /** From its creation to its first start, and of each attempt, in percent of the common scale. */
  queued: Stretch | null;
  attempts: (Stretch & { outcome: FamilyMember["attempts"][number]["outcome"] })[];
}

/** All on one scale, from the first start of any to the last end, or to `now` while one lives. */
export function familyRows(members: readonly FamilyMember[], now: number): FamilyRow[] {
  const ends = members.map(({ endedAt }) => endedAt?.getTime() ?? now);
  const from = Math.min(...members.map(({ createdAt }) => createdAt.getTime()));
  const until = Math.max(from + 1, ...ends);
  const place = (at: number) => (100 * (Math.min(Math.max(at, from), until) - from)) / (until - from);
  const stretch = (start: number, end: number): Stretch => ({
    left: place(start),
    width: Math.max(0, place(end) - place(start)),
  });
  return members.map((member, index) => {
    const end = ends[index] ?? now;
    const first = member.attempts[0]?.startedAt.getTime() ?? end;
    return {
      member,
      queued: first > member.createdAt.getTime() ? stretch(member.createdAt.getTime(), first) : null,
      attempts: member.attempts.map(({ startedAt, endedAt, outcome }) => ({
        ...stretch(startedAt.getTime(), endedAt?.getTime() ?? end),
        outcome,
      })),
    };
  });
}
