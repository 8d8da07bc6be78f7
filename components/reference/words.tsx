import { createElement, Fragment } from "react";

/** A sentence whose `names` are set as code. */
export function Words({ children }: { children: string }) {
  const parts = children.split(/`([^`]+)`/);
  const set = parts.map((part, place) => (place % 2 === 1 ? createElement("code", null, part) : part));
  return createElement(Fragment, null, ...set);
}
