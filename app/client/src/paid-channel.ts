import type { ChannelAccount, vouchers } from "@diem/sdk";
import type { Receipt } from "@diem/wire";
import type { PublicKey } from "@solana/web3.js";
import { Payer } from "./calls/payer";
import { channelWith } from "./channel";
import type { PaidCall } from "./receipts/paid-call";
import type { FetchContext } from "./fetch-context";

/** A channel that pays, and what the client keeps of it. */
export class PaidChannel {
  private constructor(
    private readonly shared: FetchContext,
    readonly account: ChannelAccount,
    readonly payer: Payer,
  ) {}

  /** The channel with a provider, or a new one where that is allowed. Throws a DiemClientError `NoChannel`. */
  static async open(shared: FetchContext, provider: PublicKey): Promise<PaidChannel> {
    const { client, signer, deposit, confirm = () => true, store, onError } = shared.input;
    const account = await channelWith({ client, provider, signer, deposit, confirm });
    const following = onError === undefined ? {} : { onError };
    const at = { client, channel: account.address, signer, store, ...following };
    const opened = new PaidChannel(shared, account, await Payer.open(at));
    await opened.commit([]);
    return opened;
  }

  /** Writes changes in one step, with what is used of the channel, which counts as spent. */
  async commit(made: readonly (vouchers.Change | null)[]): Promise<void> {
    const { limit, input } = this.shared;
    const spent = limit.observe(this.account.address.toBase58(), this.payer.used);
    const changes = [...made, spent].filter((change) => change !== null);
    if (changes.length > 0) await input.store.commit({ changes });
  }

  /** A receipt, with whom it is of and when. */
  paid(receipt: Receipt, model: string): PaidCall {
    const { provider, address } = this.account;
    return {
      ...receipt,
      ...{ at: Date.now(), model },
      ...{ provider: provider.toBase58(), channel: address.toBase58() },
    };
  }
}
