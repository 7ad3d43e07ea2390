import type { Locator, Page } from "playwright-core";

/** How far the action of a dialog is, as the page names it. */
type Stage = "preview" | "waiting" | "signing" | "sent" | "unknown" | "confirmed" | "failed";

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
  await telling(dialog, async () => {
    await dialog.getByText("Fee and rent").waitFor();
    await dialog.getByRole("button", { name: /^Sign with/ }).click();
  });
}

/** Waits until the action of the open dialog has come to a stage; throws with what the dialog says where it failed. */
export async function reach(page: Page, stage: Stage): Promise<void> {
  const dialog = dialogOf(page);
  const reached = dialog.locator(`[data-stage=${stage}]`);
  await telling(dialog, async () => {
    await reached.or(dialog.locator("[data-stage=failed]")).waitFor();
    if (!(await reached.isVisible())) throw new Error(`the action is not ${stage}: it failed`);
  });
}

/** Signs what the open dialog shows, waits for the confirmation, and closes the dialog; returns what it says that it did. */
export async function confirm(page: Page): Promise<string> {
  const dialog = dialogOf(page);
  await sign(page);
  const ended = dialog.locator("[data-stage=confirmed], [data-stage=failed]");
  const noticed = dialog.locator("[data-notice]").waitFor();
  // a keeper or a busy machine may come in between, and the page then asks to look again
  const again = noticed.then(() => sign(page)).catch(() => undefined);
  await telling(dialog, () => Promise.race([ended.waitFor(), again]));
  await reach(page, "confirmed");
  const said = await dialog.innerText();
  await dialog.getByRole("button", { name: "Done" }).click();
  await dialog.waitFor({ state: "detached" });
  return said;
}

/** Adds what the dialog says to the error of what fails in it. */
async function telling(dialog: Locator, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (cause) {
    const said = await dialog.allInnerTexts();
    const text = said.length === 0 ? "there is no dialog" : `the dialog says:\n${said.join()}`;
    throw new Error(`${String(cause)}\n${text}`, { cause });
  }
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
