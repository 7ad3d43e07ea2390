import type { Page } from "playwright-core";

/** Sends a message in the playground. */
export async function say(page: Page, text: string): Promise<void> {
  await page.getByLabel("Message", { exact: true }).fill(text);
  await page.getByRole("button", { name: "Send" }).click();
}

/** Sends a message until the gateway has served it: it may not have seen yet what the chain has. */
export async function ask(page: Page, text: string): Promise<void> {
  const answers = page.locator(".message.assistant");
  for (;;) {
    const answer = answers.nth(await answers.count());
    await say(page, text);
    const told = answer.locator("[data-receipt], .bad").first();
    await told.waitFor();
    if ((await told.getAttribute("data-receipt")) !== null) return;
  }
}
