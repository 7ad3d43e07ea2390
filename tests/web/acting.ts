import type { Locator, Page } from "playwright-core";

/** The open dialog. */
export function dialogOf(page: Page): Locator {
  return page.locator("dialog[open]");
}

/** Opens the dialog of an action, and fills in what it asks. */
export async function begin(
  page: Page,
  action: string,
  fields: Readonly<Record<string, string>> = {},
): Promise<Locator> {
  await page.locator("main").getByRole("button", { name: action, exact: true }).first().click();
  const dialog = dialogOf(page);
  for (const [label, text] of Object.entries(fields)) await dialog.getByLabel(label).fill(text);
  return dialog;
}

/** Signs what the open dialog shows, once its preview is there. */
export async function sign(page: Page): Promise<void> {
  const dialog = dialogOf(page);
  await dialog.getByText("Fee and rent").waitFor();
  await dialog.getByRole("button", { name: /^Sign with/ }).click();
}

/** Signs what the open dialog shows, waits for the confirmation, and closes the dialog; returns what it says that it did. */
export async function confirm(page: Page): Promise<string> {
  const dialog = dialogOf(page);
  await sign(page);
  await dialog.locator("[data-stage=confirmed]").waitFor();
  const said = await dialog.innerText();
  await dialog.getByRole("button", { name: "Done" }).click();
  await dialog.waitFor({ state: "detached" });
  return said;
}

/** Takes an action by its button and the fields of its dialog, to its confirmation; returns what the dialog says that it did. */
export async function act(
  page: Page,
  action: string,
  fields: Readonly<Record<string, string>> = {},
): Promise<string> {
  await begin(page, action, fields);
  return confirm(page);
}
