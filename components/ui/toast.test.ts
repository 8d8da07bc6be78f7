import { expect, test } from "vitest";
import { onToast, showToasts, toast } from "./toast.ts";

test("what is said before anybody shows it waits, asks to be shown, and comes in order", () => {
  let asked = 0;
  const shown: string[] = [];
  toast("first");
  const deaf = onToast(() => {
    asked += 1;
  });
  toast.error("second");
  expect([asked, shown]).toEqual([2, []]);
  const end = showToasts(({ kind, title }) => void shown.push(`${kind} ${title}`));
  toast("third", { description: "words" });
  expect(shown).toEqual(["message first", "error second", "message third"]);
  expect(asked).toBe(2);
  end();
  deaf();
  toast("fourth");
  expect(shown).toHaveLength(3);
  showToasts(({ title }) => void shown.push(title))();
  expect(shown.at(-1)).toBe("fourth");
});
