import type { PublicKey } from "@solana/web3.js";
import {
  accounts,
  type ChannelAccount,
  constants,
  type EpochRecordAccount,
  type MarketAccount,
  pda,
  type ProviderAccount,
} from "@diem/sdk";
import { channelAccount } from "../support/channels";
import * as epochs from "../support/epochs";
import { providerAccount } from "../support/providers";
import { EPOCH_SECS, openMarket } from "./keepers-support";

const BLANK = {
  capacity: 0n,
  paid: 0n,
  quota: 0n,
  reportedPaid: 0n,
  reportedQuota: 0n,
  reportedCounted: 0n,
  rewarded: false,
};
export type Slot = Partial<typeof BLANK> & { readonly epoch: number };

/** The clock in the first second of an epoch. */
export const now = (epoch: number) => BigInt(epoch) * EPOCH_SECS;

/** One account of each kind, read from a chain, of which the tests make what they plan for. */
export class Samples {
  private constructor(
    readonly market: MarketAccount,
    readonly provider: ProviderAccount,
    readonly channel: ChannelAccount,
    readonly record: EpochRecordAccount,
  ) {}

  static async read(): Promise<Samples> {
    const { world, opened } = await openMarket();
    const [one] = opened;
    if (one === undefined) throw new Error("two channels");
    await epochs.rollEpoch(world);
    const epoch = await epochs.openRecord(world);
    return new Samples(
      { ...(await world.marketAccount()), genesisTs: 0n, hasRecord: [false, false] },
      await providerAccount(world, one.seller),
      await channelAccount(world, one),
      await epochs.recordAccount(world, epoch),
    );
  }

  get keys() {
    return accounts.market.keys(this.market);
  }

  withUsage(address: PublicKey, ...slots: readonly Slot[]): ProviderAccount {
    const usage = Array.from({ length: constants.USAGE_EPOCHS }, () => ({ ...BLANK, epoch: 0 }));
    for (const slot of slots) usage[slot.epoch % usage.length] = { ...BLANK, ...slot };
    return { ...this.provider, address, owner: address, usage };
  }

  closedRecord(epoch: number, changes: Partial<EpochRecordAccount> = {}): EpochRecordAccount {
    const address = pda.epochRecord({ market: this.market.address, epoch });
    const served = { quota: 10n, rewardPool: 1_000n };
    return { ...this.record, address, epoch, closed: true, ...served, ...changes };
  }
}
