/** `3 executions run now.` */
export function runningWords(running: number): string {
  if (running === 0) return "Nothing runs now.";
  return running === 1 ? "1 execution runs now." : `${running.toLocaleString("en")} executions run now.`;
}

export function isOrAre(count: number): string {
  return count === 1 ? "1 is" : `${count.toLocaleString("en")} are`;
}
