import { ConsumerChannel, type ConsumerChannelInput } from "./consumer";
import type { Market } from "./market";
import { ProviderDesk, type ProviderDeskInput } from "./provider";

export { ConsumerChannel, type ConsumerChannelInput } from "./consumer";
export {
  ProviderDesk,
  type ProviderDeskInput,
  type SettleDueInput,
  type SettledBatch,
} from "./provider";

/** Ledgers of one market that keep themselves up to date with the chain. */
export class MarketVouchers {
  readonly #market: Market;

  /** Made by `DiemClient`. */
  constructor(market: Market) {
    this.#market = market;
  }

  /**
   * Opens a channel's ledger for its consumer. Price, deposit, quota, epochs and settlements are updated automatically
   * from the chain, so no call waits for a node.
   *
   * @throws `AccountNotFound` for a channel that is not there, `WrongMarket` for another market's; as
   * `vouchers.ConsumerLedger.open`.
   *
   * @example
   * const pay = await client.vouchers.consumer({ channel, signer, store });
   * const open = await pay.open({ credits: 20_000n });
   * const { usage } = await call(endpoint, vouchers.toText(open.signed));
   * await open.close(usage);
   * await pay.stop();
   */
  consumer(input: ConsumerChannelInput): Promise<ConsumerChannel> {
    return ConsumerChannel.open(this.#market, input);
  }

  /**
   * Opens a provider's ledger of all its channels. New channels, deposits, quota, epochs, closings and settlements are
   * updated automatically from the chain, so no call waits for a node.
   *
   * @throws `AccountNotFound` for a provider that is not there; as `vouchers.ProviderLedger.open`.
   *
   * @example
   * const desk = await client.vouchers.provider({ provider, store });
   * const most = { credits: 20_000n };
   * const reserved = desk.reserve(vouchers.fromText(header), { callId, most });
   * const answer = await compute(request);
   * respond({ answer, usage: await reserved.settle({ credits: answer.cost }) });
   * await desk.settleDue({ leadSecs: 3_600n, diemAtLeast: 10_000_000_000n });
   */
  provider(input: ProviderDeskInput): Promise<ProviderDesk> {
    return ProviderDesk.open(this.#market, input);
  }
}
