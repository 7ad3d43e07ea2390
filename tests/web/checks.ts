import axe from "axe-core";
import { expect } from "chai";
import type { Locator, Page } from "playwright-core";

/** The figure of exactly this name: other names may be a part of it, and explanations name others. */
export function figureOf(page: Page, name: string): Locator {
  const explained = page.locator(`summary[aria-label="What is ${name}?"]`);
  return page.locator(".figure").filter({ has: explained });
}

/** What a screen reader or the keyboard cannot use in a page, by axe's rules: nothing. */
export async function expectAccessible(page: Page): Promise<void> {
  // evaluated rather than added as a script, which the page's policy forbids; a document keeps it while the navigation goes on
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => {
    const { axe: runner } = globalThis as unknown as { axe: typeof axe };
    return runner.run({ resultTypes: ["violations"] });
  });
  const told = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`,
  );
  expect(told).to.deep.equal([]);
}

/** That nothing is wider than the screen, and no text of a control is cut. */
export async function expectNoOverflow(page: Page): Promise<void> {
  const found = await page.evaluate(() => {
    const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    const cut = [...document.querySelectorAll<HTMLElement>("button, dt, dd, h1, h2, h3, th, label")]
      .filter((element) => !element.closest(".table-scroll, .hidden, nav"))
      .filter(({ scrollWidth, clientWidth }) => clientWidth > 0 && scrollWidth > clientWidth + 1)
      .map(({ outerHTML }) => outerHTML.slice(0, 160));
    return { wide, cut };
  });
  expect(found).to.deep.equal({ wide: 0, cut: [] });
}

/** How much of what is in sight moved since the page was asked for, by the browser's own measure; what input moves does not count. */
export async function layoutShift(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const observer = new PerformanceObserver((list) => {
          const shifts = list.getEntriesByType("layout-shift") as (PerformanceEntry & {
            readonly value: number;
            readonly hadRecentInput: boolean;
          })[];
          const counted = shifts.filter(({ hadRecentInput }) => !hadRecentInput);
          observer.disconnect();
          resolve(counted.reduce((sum, { value }) => sum + value, 0));
        });
        observer.observe({ type: "layout-shift", buffered: true });
        // an observer that has nothing to tell is never called: this comes after all that was kept
        performance.mark("asked for layout shifts");
        observer.observe({ type: "mark", buffered: true });
      }),
  );
}
