import type { Page } from "playwright-core";

/** Waits for the preview of the open dialog, signs, waits for the confirmation, and closes the dialog. */
export async function confirm(page: Page): Promise<void> {
  const dialog = page.locator("dialog[open]:not(.menu)");
  await dialog.getByText("Fee and rent").waitFor();
  await dialog.getByRole("button", { name: /^Sign with/ }).click();
  await dialog.locator("[data-stage=confirmed]").waitFor();
  await dialog.getByRole("button", { name: "Done" }).click();
  await dialog.waitFor({ state: "detached" });
}

/** Takes an action by its button and the fields of its dialog, to its confirmation. */
export async function act(
  page: Page,
  button: string,
  fields: Readonly<Record<string, string>> = {},
): Promise<void> {
  await page.locator("main").getByRole("button", { name: button, exact: true }).click();
  for (const [label, text] of Object.entries(fields)) {
    await page.locator("dialog[open]").getByLabel(label).fill(text);
  }
  await confirm(page);
}
