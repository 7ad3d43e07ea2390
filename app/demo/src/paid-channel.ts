import type { PublicKey } from "@solana/web3.js";

import { accounts, type ChannelAccount, transactions, type Voucher, vouchers } from "@diem/sdk";

import type { Seller } from "./providers";
import type { Person, DemoMarket } from "./demo-market";

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

const min = (a: bigint, b: bigint) => (a < b ? a : b);

/** A consumer's channel with a provider, and the consumer's ledger of it. */
export class PaidChannel {
  private constructor(
    private readonly demo: DemoMarket,
    readonly consumer: Person,
    readonly seller: Seller,
    readonly channel: PublicKey,
    private readonly ledger: vouchers.ConsumerLedger,
  ) {}

  /** Opens a channel at the price that the provider asks now, and no higher one. */
  static async open(
    demo: DemoMarket,
    {
      consumer,
      seller,
      deposit = 0n,
      quotaStake = 0n,
    }: Funds & { readonly consumer: Person; readonly seller: Seller },
  ): Promise<PaidChannel> {
    const { market } = demo;
    const { connection } = demo.network;
    const { instructions, channel } = await transactions.openChannel({
      connection,
      market,
      provider: seller.provider,
      consumer: consumer.address,
      deposit,
      quotaStake,
      openedSlot: BigInt(Math.max((await connection.getSlot()) - SLOTS_AGO, 0)),
    });
    await demo.act(consumer, ...instructions);

    const { clusterTag } = await demo.marketAccount();
    const account = await accounts.channel.fetch(connection, channel);
    const epoch = await demo.epoch();
    const ledger = await vouchers.ConsumerLedger.open({
      terms: vouchers.consumerChannelTerms({ channel: account, clusterTag, epoch }),
      signer: vouchers.signerFromKeypair(consumer.keypair),
      store: vouchers.memoryStore(),
    });
    await seller.ledger.track(vouchers.providerChannelTerms({ channel: account, epoch }));
    return new PaidChannel(demo, consumer, seller, channel, ledger);
  }

  account(): Promise<ChannelAccount> {
    return accounts.channel.fetch(this.demo.network.connection, this.channel);
  }

  /** Tells both ledgers how the channel is on chain now. */
  async refresh(): Promise<void> {
    const channel = await this.account();
    const epoch = await this.demo.epoch();
    const { clusterTag } = this.ledger.terms;
    this.ledger.setTerms(vouchers.consumerChannelTerms({ channel, clusterTag, epoch }));
    await this.seller.ledger.track(vouchers.providerChannelTerms({ channel, epoch }));
  }

  /**
   * A job of so many micro-credits, out of the deposit or, where there is none, out of the quota. The consumer signs
   * for up to a quarter more than it will cost; the provider uses what it does cost.
   */
  async job(credits: bigint): Promise<Job> {
    const { seller, ledger } = this;
    const { deposit, price } = ledger.terms;
    const cost =
      deposit === 0n
        ? { diem: 0n, quota: credits }
        : { diem: vouchers.callCost({ credits, price }), quota: 0n };
    const left = ledger.available;
    const most = {
      diem: min((cost.diem * 5n) / 4n, left.diem),
      quota: min((cost.quota * 5n) / 4n, left.quota),
    };
    const call = await ledger.open(most);
    const header = vouchers.toText(call.signed); // travels with the request
    const now = await this.demo.network.now();
    const { callId } = call;
    const reserved = seller.ledger.reserve(vouchers.fromText(header), { callId, most, now });
    const usage = await reserved.settle(cost);
    await call.close(usage); // came back with the answer
    return { voucher: call.signed.voucher, cost, usage };
  }
}
