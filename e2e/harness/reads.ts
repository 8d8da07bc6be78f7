import type { Page } from "@playwright/test";
import superjson from "superjson";

const READS = /\/api\/trpc\/(?!live\.)/;

/** From now on every read fails, as when the web server answers with an error. */
export async function failReads(page: Page): Promise<void> {
  await page.route(READS, (route) =>
    route.fulfill({ status: 500, contentType: "text/plain", body: "out of order" }),
  );
}

/** From now on these reads are answered so, by the names of their procedures; all others as they were. */
export async function answerReads(page: Page, answers: Record<string, unknown>): Promise<void> {
  await page.route(READS, async (route) => {
    const names = new URL(route.request().url()).pathname.split("/").at(-1)?.split(",") ?? [];
    if (!names.some((name) => name in answers)) return route.fallback();
    const response = await route.fetch();
    const body = (await response.json()) as unknown[];
    const json = body.map((answer, at) => {
      const name = names[at] ?? "";
      return name in answers ? { result: { data: superjson.serialize(answers[name]) } } : answer;
    });
    await route.fulfill({ response, status: 200, json });
  });
}

/** Forgets what the page has read, so that it reads all of it for the first time. */
export async function readAnew(page: Page): Promise<void> {
  await tellQueries(page, "resetQueries");
}

/** The page reads all that it shows again now, and not when its time has come. */
export async function readAgain(page: Page): Promise<void> {
  await tellQueries(page, "invalidateQueries");
}

type Telling = "resetQueries" | "invalidateQueries";

/** Through React's own tree: the page has no other door to its query client. */
async function tellQueries(page: Page, telling: Telling): Promise<void> {
  await page.evaluate((does) => {
    interface Fiber {
      return: Fiber | null;
      memoizedProps: { client?: Partial<Record<Telling, () => Promise<void>>> } | null;
    }
    const main = document.querySelector("main");
    const key = Object.keys(main ?? {}).find((name) => name.startsWith("__reactFiber$"));
    let fiber = main && key ? ((main as unknown as Record<string, Fiber>)[key] ?? null) : null;
    while (fiber && !fiber.memoizedProps?.client?.[does]) fiber = fiber.return;
    if (!fiber) throw new Error("no query client is above the page");
    void fiber.memoizedProps?.client?.[does]?.();
  }, telling);
}
