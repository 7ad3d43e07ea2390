import { accounts, constants, instructions, type MarketAccount, pda, quotes } from "@diem/sdk";
import { startChain } from "../support/chain";
import * as channels from "../support/channels";
import * as epochs from "../support/epochs";
import { type MarketOptions, UNIT } from "../support/market";
import { providerAccount, type ProviderOptions, type Seller } from "../support/providers";
import { collect } from "../support/settling";
import { catchUp, report, serve } from "../support/trade";
import { type Actor, World } from "../support/world";

export const CREDIT = constants.CREDIT_UNIT;
export const EPOCH_SECS = 1_000n;

/** A channel, and what was served on it so far: DIEM over its life, quota in one epoch. */
export interface Line {
  readonly opened: channels.Opened;
  diem: bigint;
  quota: { readonly epoch: number; readonly credits: bigint };
}

/** A market of epochs of 1,000 s, at a reference price of one DIEM a credit, in which sellers and consumers trade. */
export class Economy {
  private constructor(readonly world: World) {}

  static async start(options: MarketOptions = {}): Promise<Economy> {
    return new Economy(
      await World.create(await startChain(), { epochSecs: EPOCH_SECS, ...options }),
    );
  }

  /** A provider; default: 1,000 credits an epoch, 500 of them for staked DIEM, at the reference price. */
  seller(options: ProviderOptions = {}): Promise<Seller> {
    return this.world.provider({
      capacity: 1_000n * CREDIT,
      quotaCapacity: 500n * CREDIT,
      ...options,
    });
  }

  /** A channel into which the consumer puts a deposit and a quota stake, each of which may be none. */
  async line(consumer: Actor, provider: Seller, deposit: bigint, staked = 0n): Promise<Line> {
    const opened = await channels.openChannel(this.world, { provider, consumer, deposit });
    if (staked > 0n) await channels.stakeQuota(this.world, opened, staked);
    return { opened, diem: 0n, quota: { epoch: 0, credits: 0n } };
  }

  /** Settles so much more DIEM, and so much more quota of the running epoch. */
  async use(line: Line, diem: bigint, quota = 0n): Promise<void> {
    const epoch = await epochs.epoch(this.world);
    const used = line.quota.epoch === epoch ? line.quota.credits : 0n;
    line.diem += diem;
    line.quota = { epoch, credits: used + quota };
    await serve(this.world, line.opened, {
      ...(diem > 0n ? { diem: line.diem } : {}),
      ...(quota > 0n ? { quota: line.quota.credits } : {}),
    });
  }

  /** Reports the sellers' use of the running epoch, begins the next one, and closes what can be closed. */
  async turn(sellers: readonly Seller[]): Promise<void> {
    const epoch = await epochs.epoch(this.world);
    for (const seller of sellers) await report(this.world, seller, epoch);
    await epochs.nextEpoch(this.world);
    await catchUp(this.world);
  }

  /** Lets so many epochs pass in which nothing is served, and closes each as soon as it can be. */
  async idle(count: number): Promise<void> {
    for (let nth = 0; nth < count; nth++) {
      await epochs.nextEpoch(this.world);
      await catchUp(this.world);
    }
  }

  /** DIEM into the quota pool, from a funder with a stake of its own. */
  async fundQuota(amount: bigint): Promise<void> {
    const { market } = this.world;
    const funder = await this.world.consumer(amount);
    const fund = instructions.fundQuota({ market, funder: funder.address, amount });
    await this.world.send([fund], [funder.keypair]);
  }

  /** Collects the lines, splits the seller's revenue, and pays its owner. */
  async takeRevenue(seller: Seller, lines: readonly Line[]): Promise<void> {
    for (const { opened } of lines) await collect(this.world, opened);
    await this.world.distribute(seller.provider);
    const { claimable: amount } = await providerAccount(this.world, seller);
    const { market } = this.world;
    const owner = seller.owner.address;
    const payout = { market, owner, provider: seller.provider, amount };
    await this.world.send([instructions.withdrawRevenue(payout)], [seller.owner.keypair]);
  }

  market(): Promise<MarketAccount> {
    return this.world.marketAccount();
  }

  /** DIEM base units per whole credit in the running epoch. */
  async reference(): Promise<bigint> {
    return quotes.referencePrice({
      market: await this.market(),
      now: await this.world.chain.now(),
    });
  }

  async record(epoch: number) {
    const { market } = this.world.market;
    const address = pda.epochRecord({ market, epoch });
    return accounts.epochRecord.fetch(this.world.chain.connection, address);
  }

  /** DIEM in an owner's wallet. */
  purse(owner: Actor): Promise<bigint> {
    return this.world.balance(owner.diem);
  }
}

/** `amount` whole tokens in base units. */
export const units = (amount: bigint | number) => BigInt(amount) * UNIT;
