import type { PublicKey } from "@solana/web3.js";
import type { DiemErrorName } from "@diem/sdk";
import { expectNoTrace } from "../support/snapshot";
import type { World } from "../support/world";
import { corrupt } from "./corrupting";

/** A layout that the program does not know, which every account's law forbids, and no formula reads. */
const UNKNOWN_VERSION = { version: 2 };

/** What the program answers where an account's figures contradict each other. */
const LAWS = {
  market: "MarketInvariantBroken",
  stakePosition: "PositionInvariantBroken",
  provider: "ProviderInvariantBroken",
  channel: "ChannelInvariantBroken",
  epochRecord: "RecordInvariantBroken",
} as const satisfies Readonly<Record<string, DiemErrorName>>;

type Kind = keyof typeof LAWS;

/** Accounts whose laws an instruction must check. */
export type Checked = Partial<Readonly<Record<Kind, PublicKey>>>;

/** Tries the call with each of the accounts broken, which must be refused without a trace; then it must succeed. */
export async function expectChecked(
  world: World,
  checked: Checked,
  act: () => Promise<unknown>,
): Promise<void> {
  const shared = Object.entries(world.market) as [string, PublicKey][];
  // setting up a call may issue VVV
  const watched = shared.flatMap(([name, address]) => (name === "vvvMint" ? [] : [address]));
  watched.push(...Object.values(checked));
  for (const [kind, address] of Object.entries(checked) as [Kind, PublicKey][]) {
    const restore = corrupt(world, address, kind, UNKNOWN_VERSION);
    await expectNoTrace(world, watched, act, LAWS[kind]);
    restore();
  }
  await act();
}
