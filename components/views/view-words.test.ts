import { expect, test } from "vitest";
import { menuWords, removalWords } from "./view-words.ts";

test("whom the removal of a shared view concerns is said before it is removed", () => {
  const words = (othersBegin: number) => removalWords({ othersBegin }, String);
  expect(words(0)).toBe("Everybody can use it now.");
  expect(words(1)).toBe("The list of one other begins with it.");
  expect(words(3)).toBe("The lists of 3 others begin with it.");
});

test("the menu names the view that is shown, and says when another filter stands", () => {
  const view = { name: "Failed ones", filter: "status:failed" };
  expect(menuWords(null, "status:failed")).toBe("Views");
  expect(menuWords(view, "status:failed")).toBe("Failed ones");
  expect(menuWords(view, "")).toBe("Failed ones, changed");
});
