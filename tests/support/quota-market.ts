import type { MarketParams } from "@diem/sdk";
import type { TestChain } from "./chain";
import * as channels from "./channels";
import * as epochs from "./epochs";
import { UNIT } from "./market";
import type { Seller } from "./providers";
import { collect } from "./settling";
import { catchUp, report, serve } from "./trade";
import { type Actor, World } from "./world";

/** Long enough for what a test does within an epoch, on a validator too. */
export const EPOCH_SECS = 15n;
export const CREDIT = 1_000_000n;
/** DIEM that each consumer has staked for quota. */
export const STAKED = 8n * UNIT;
/** Credits that must be sold for each credit of quota that is rewarded: a match of a fifth. */
export const SOLD = 5n;

/** A market in which each of the providers has the quota stake of one consumer. */
export class QuotaMarket {
  private constructor(
    readonly world: World,
    readonly consumer: Actor,
    readonly sellers: readonly Seller[],
    readonly opened: readonly channels.Opened[],
  ) {}

  static async open(
    chain: TestChain,
    providers: number,
    params: Partial<MarketParams> = {},
  ): Promise<QuotaMarket> {
    const world = await World.create(chain, { epochSecs: EPOCH_SECS, params });
    const consumer = await world.consumer(300n * UNIT);
    const [sellers, opened]: [Seller[], channels.Opened[]] = [[], []];
    for (let nth = 0; nth < providers; nth++) {
      const offer = { capacity: 40n * CREDIT, quotaCapacity: 9n * CREDIT };
      const provider = await world.provider(offer);
      sellers.push(provider);
      const deposit = 50n * UNIT;
      opened.push(await channels.openChannel(world, { provider, consumer, deposit }));
    }
    await epochs.nextEpoch(world);
    for (const each of opened) await channels.stakeQuota(world, each, STAKED);
    return new QuotaMarket(world, consumer, sellers, opened);
  }

  /** Has a provider serve quota, and sell what it takes for that to be rewarded unless other figures are given. */
  async sell(nth: number, quota: bigint, sold = SOLD * quota): Promise<void> {
    const opened = this.opened[nth];
    if (opened === undefined) throw new Error("no such provider");
    const { settled } = await channels.channelAccount(this.world, opened);
    const claim = { diem: settled + (sold * UNIT) / CREDIT, quota };
    await serve(this.world, opened, claim);
  }

  async cashIn(nth: number): Promise<void> {
    const opened = this.opened[nth];
    if (opened === undefined) throw new Error("no such provider");
    await collect(this.world, opened);
    await this.world.distribute(opened.seller.provider);
  }

  /** A whole epoch in which each provider serves that much quota, sells for it, is paid, and reports. */
  async serveEpoch(credits: readonly bigint[]): Promise<number> {
    const epoch = await epochs.nextEpoch(this.world);
    await catchUp(this.world);
    for (const [nth, quota] of credits.entries()) {
      if (quota === 0n) continue;
      await this.sell(nth, quota);
      await this.cashIn(nth);
      await report(this.world, this.seller(nth), epoch);
    }
    return epoch;
  }

  async fund(amount: bigint): Promise<void> {
    await epochs.fundQuota(this.world, this.consumer, amount);
  }

  seller(nth: number): Seller {
    const seller = this.sellers[nth];
    if (seller === undefined) throw new Error("no such provider");
    return seller;
  }

  claim(nth: number, epoch: number): () => Promise<string> {
    return () => epochs.claimQuotaReward(this.world, this.seller(nth), epoch);
  }

  async claimed(nth: number, epoch: number): Promise<bigint> {
    const { diem } = this.seller(nth).owner;
    const before = await this.world.balance(diem);
    await this.claim(nth, epoch)();
    return (await this.world.balance(diem)) - before;
  }

  async close(epochsLater = 2): Promise<void> {
    await epochs.nextEpoch(this.world, epochsLater);
    await epochs.rollEpoch(this.world);
  }
}
