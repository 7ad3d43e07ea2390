import { expect } from "chai";
import type { Page } from "playwright-core";
import type { DiemClient } from "@diem/sdk";
import type { Site } from "./site";

const DAY_SECS = 86_400n;
/** Cool-down of tickets after {@link coolForADay}. */
export const COOLDOWN_SECS = DAY_SECS;

/** Makes cool-downs last a day, so that no ticket of a test is ready before the test moves the clock. */
export async function coolForADay(site: Site): Promise<void> {
  const { chain } = site.network;
  const authority = await site.client("authority");
  const { params } = await authority.read.market();
  const longer = {
    ...params,
    stakeCooldownSecs: COOLDOWN_SECS,
    paramsDelaySecs: COOLDOWN_SECS,
    feeStreamSecs: 2n * COOLDOWN_SECS,
  };
  await authority.act.proposeParams({ params: longer });
  chain?.clock.advance(params.paramsDelaySecs + 1n);
  await authority.act.applyParams();
}

/** Waits for a state of the chain. */
export async function until(reached: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!(await reached())) {
    if (Date.now() > deadline) throw new Error("the state was not reached within a minute");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Opens the page of a wallet, and waits for its figures. */
export async function openYou(page: Page): Promise<void> {
  await page.getByRole("link", { name: "You" }).click();
  await page.getByRole("heading", { name: "VVV" }).waitFor();
}

/** Base units of whole VVV. */
export function vvv(client: DiemClient, whole: bigint): bigint {
  return whole * 10n ** BigInt(client.connectedTo.vvvDecimals);
}

/** The position of a client's wallet, which must be there. */
export async function positionOf(client: DiemClient) {
  const found = await client.read.position();
  expect(found).to.not.equal(null);
  return found as NonNullable<typeof found>;
}
