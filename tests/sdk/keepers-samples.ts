import type { PublicKey } from "@solana/web3.js";
import {
  accounts,
  type ChannelAccount,
  constants,
  type EpochRecordAccount,
  type MarketAccount,
  pda,
  type ProviderAccount,
  type Served,
} from "@diem/sdk";
import { channelAccount } from "../support/channels";
import * as epochs from "../support/epochs";
import { UNIT } from "../support/market";
import { providerAccount } from "../support/providers";
import { EPOCH_SECS, openMarket } from "./keepers-support";

const NONE: Served = { diem: 0n, bought: 0n, quota: 0n };

/** What a provider served in an epoch, as far as it is not nothing. */
export interface Slot {
  readonly epoch: number;
  readonly served?: Partial<Served>;
  readonly reported?: Partial<Served>;
  readonly rewarded?: bigint;
  readonly distributed?: number;
}

const slotOf = ({ epoch, served, reported, rewarded = 0n, distributed = 1 }: Slot) => ({
  epoch,
  capacity: constants.MAX_CAPACITY,
  served: { ...NONE, ...served },
  reported: { ...NONE, ...reported },
  rewarded,
  distributed,
});

/** A use of which `quota` is rewardable in full, by the samples' reference price and match. */
export const matched = (quota: bigint): Served => ({
  diem: (quota * 5n * UNIT) / constants.CREDIT_UNIT,
  bought: quota * 5n,
  quota,
});

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
    const usage = Array.from({ length: constants.USAGE_EPOCHS }, () => slotOf({ epoch: 0 }));
    for (const slot of slots) usage[slot.epoch % usage.length] = slotOf(slot);
    return { ...this.provider, address, owner: address, usage };
  }

  closedRecord(epoch: number, changes: Partial<EpochRecordAccount> = {}): EpochRecordAccount {
    const address = pda.epochRecord({ market: this.market.address, epoch });
    const served = { quota: 10n, rewardable: 10n, rewardPool: 1_000n };
    return { ...this.record, address, epoch, closed: true, ...served, ...changes };
  }
}
