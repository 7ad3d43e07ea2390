import type { PublicKey } from "@solana/web3.js";

import {
  accounts,
  type ChannelAccount,
  instructions,
  pda,
  quotes,
  type Voucher,
  vouchers,
} from "@diem/sdk";

import type { Seller } from "./providers";
import type { Person, Stage } from "./stage";

/** What a consumer puts into a channel, in DIEM base units: to be spent, or to be staked for quota. */
export interface Funds {
  readonly deposit?: bigint;
  readonly quotaStake?: bigint;
}

/** One job: what was signed before it, what it cost, and what is used since the opening. */
export interface Job {
  readonly voucher: Voucher;
  readonly cost: vouchers.Figures;
  readonly usage: vouchers.Usage;
}

/** A channel closes only 150 slots after the slot that it names: one of the past is over sooner. */
const SLOTS_AGO = 100;

const least = (a: bigint, b: bigint) => (a < b ? a : b);

/** A consumer's channel with a provider, and the consumer's ledger of it. */
export class Line {
  private constructor(
    private readonly stage: Stage,
    readonly consumer: Person,
    readonly seller: Seller,
    readonly channel: PublicKey,
    private readonly ledger: vouchers.ConsumerLedger,
  ) {}

  /** Opens a channel at the price that the provider asks now, and no higher one. */
  static async open(
    stage: Stage,
    {
      consumer,
      seller,
      deposit = 0n,
      quotaStake = 0n,
    }: Funds & { readonly consumer: Person; readonly seller: Seller },
  ): Promise<Line> {
    const { market } = stage;
    const { connection } = stage.network;
    const [{ referencePrice, clusterTag }, { price }, slot] = await Promise.all([
      stage.marketAccount(),
      accounts.provider.fetch(connection, seller.provider),
      connection.getSlot(),
    ]);
    const openedSlot = BigInt(Math.max(slot - SLOTS_AGO, 0));
    const address = { provider: seller.provider, consumer: consumer.address, openedSlot };
    const channel = pda.channel(address);
    const maxPrice = price ?? referencePrice;
    const open = instructions.openChannel({ ...address, market, deposit, maxPrice });
    const staking = { ...address, market, channel, amount: quotaStake };
    const stake = quotaStake === 0n ? [] : [instructions.stakeQuota(staking)];
    await stage.act(consumer, open, ...stake);

    const ledger = await vouchers.ConsumerLedger.open({
      terms: { channel, clusterTag, deposit, price: maxPrice, epoch: 0, allowance: 0n },
      signer: vouchers.signerFromKeypair(consumer.keypair),
      store: vouchers.memoryStore(),
    });
    const line = new Line(stage, consumer, seller, channel, ledger);
    await line.refresh();
    return line;
  }

  account(): Promise<ChannelAccount> {
    return accounts.channel.fetch(this.stage.network.connection, this.channel);
  }

  /** Tells both ledgers how the channel is on chain now. */
  async refresh(): Promise<void> {
    const account = await this.account();
    const { deposit, price, settled, closesTs, voucherSigner } = account;
    const { channel, seller } = this;
    const { clusterTag } = this.ledger.terms;
    const epoch = await this.stage.epoch();
    const { running, previous } = quotes.quotaOf({ channel: account, epoch });
    const { allowance } = running;
    await this.ledger.setTerms({ channel, clusterTag, deposit, price, epoch, allowance });
    const known = previous === null ? [running] : [previous, running];
    await seller.ledger.track({
      channel,
      voucherSigner,
      deposit,
      settled,
      closesTs,
      quotas: known,
    });
  }

  /**
   * A job of so many micro-credits, out of the deposit or, where there is none, out of the quota. The consumer signs
   * for up to a quarter more than it will cost; the provider uses what it does cost.
   */
  async job(credits: bigint): Promise<Job> {
    const { seller, channel, ledger } = this;
    const { deposit, price } = ledger.terms;
    const cost =
      deposit === 0n
        ? { diem: 0n, quota: credits }
        : { diem: vouchers.callCost({ credits, price }), quota: 0n };
    const left = this.left();
    const signed = await ledger.authorize({
      diem: least((cost.diem * 5n) / 4n, left.diem),
      quota: least((cost.quota * 5n) / 4n, left.quota),
    });
    const header = vouchers.toText(signed); // travels with the request
    const now = await this.stage.network.now();
    await seller.ledger.accept(vouchers.fromText(header), { now });
    const usage = await seller.ledger.use(channel, { ...cost, now });
    await ledger.acknowledge(usage); // came back with the answer
    return { voucher: signed.voucher, cost, usage };
  }

  private left(): vouchers.Figures {
    const { terms, state } = this.ledger;
    const usedQuota = state.epoch === terms.epoch ? state.used.quota : 0n;
    return { diem: terms.deposit - state.used.diem, quota: terms.allowance - usedQuota };
  }
}
