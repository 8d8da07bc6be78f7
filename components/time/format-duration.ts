const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

import type { FormatNumber } from "#components/locale/format-number.ts";

/**
 * `ticking` is for a duration that still runs: whole seconds, so that it ticks evenly. Where it may not tick, numbers are
 * written as the reader writes them, since `12.4 s` has a mark in it.
 */
export type DurationFormat = { ticking: true } | { ticking?: boolean; formatNumber: FormatNumber };

const TENTHS = { minimumFractionDigits: 1, maximumFractionDigits: 1 };

function two(value: number): string {
  return String(Math.floor(value)).padStart(2, "0");
}

/** Milliseconds in two units at most: `4 ms`, `12.4 s`, `3 m 07 s`, `1 h 04 m`, `2 d 03 h`. Below zero counts as zero. */
export function formatDuration(ms: number, format: DurationFormat): string {
  const length = Math.max(0, ms);
  const { ticking = false } = format;
  if (ticking && length < MINUTE) return `${Math.floor(length / SECOND)} s`;
  if (length < SECOND) return `${Math.round(length)} ms`;
  // What would round up to a full minute is shown as one.
  if (length < MINUTE - 50 && "formatNumber" in format) {
    return `${format.formatNumber(length / SECOND, TENTHS)} s`;
  }
  const whole = Math.max(MINUTE, ticking ? length : Math.round(length / SECOND) * SECOND);
  if (whole < HOUR) return `${Math.floor(whole / MINUTE)} m ${two((whole % MINUTE) / SECOND)} s`;
  if (whole < DAY) return `${Math.floor(whole / HOUR)} h ${two((whole % HOUR) / MINUTE)} m`;
  return `${Math.floor(whole / DAY)} d ${two((whole % DAY) / HOUR)} h`;
}

/** Milliseconds in one unit, for ages: `4 s`, `12 m`, `3 h`, `2 d`. */
export function formatAge(ms: number): string {
  const length = Math.max(0, ms);
  if (length < MINUTE) return `${Math.floor(length / SECOND)} s`;
  if (length < HOUR) return `${Math.floor(length / MINUTE)} m`;
  if (length < DAY) return `${Math.floor(length / HOUR)} h`;
  return `${Math.floor(length / DAY)} d`;
}

/** A whole number of seconds as a person would say it: `45 s`, `15 min`, `1 h 30 min`, `2 d 1 h`. */
export function formatSeconds(seconds: number): string {
  const units: [number, string][] = [
    [Math.floor(seconds / 86_400), "d"],
    [Math.floor((seconds % 86_400) / 3_600), "h"],
    [Math.floor((seconds % 3_600) / 60), "min"],
    [Math.floor(seconds % 60), "s"],
  ];
  const said = units.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}`);
  return said.join(" ") || "0 s";
}
