/** The end of an id: the part that differs. Ids begin with their time, so their beginnings look alike. */
export function shortId(id: string): string {
  return id.slice(-8);
}
