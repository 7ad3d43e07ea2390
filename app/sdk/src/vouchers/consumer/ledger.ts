import type { PublicKey } from "@solana/web3.js";
import { sameBytes } from "../wire/bytes";
import { acknowledged, adopted, type Authorization, nextVoucher, signable } from "./rules";
import { blankState, consumerKey, type ConsumerState, readConsumer, writeConsumer } from "./state";
import { type ConsumerTerms, requireConsumerTerms } from "./terms";
import type { EventData } from "../../events/decode";
import { requireU64 } from "../integers";
import { Queue } from "../store/queue";
import { settledBy } from "../settled";
import { sign } from "../wire/sign";
import { verify } from "../wire/verify";
import type { SignedVoucher } from "../wire/signed";
import type { VoucherSigner } from "../wire/signer";
import type { Store } from "../store/store";
import type { Figures, Usage } from "../usage";
import { voucherRefused } from "../../errors/voucher-errors";

/** See {@link ConsumerLedger.open}. */
export interface ConsumerLedgerInput {
  readonly terms: ConsumerTerms;
  /** Holds the channel's voucher signer key. */
  readonly signer: VoucherSigner;
  /** Must be durable. */
  readonly store: Store;
  /** Most DIEM base units that may ever be signed; the deposit unless given. */
  readonly budget?: bigint;
}

/**
 * A consumer's side of one channel: signs ceilings, and knows how far it may go.
 *
 * Before a call, {@link authorize} signs for the most that it may cost on top of what is known to be used;
 * after it, {@link acknowledge} takes the provider's word for what it did cost, as far as signatures cover
 * it. A voucher is never taken back, so no figure is ever signed below one signed before: the next one is
 * `max(newest signed, used + the call's most)`. What a dishonest provider can take is thus the ceiling of
 * one call. The quota part starts at zero in each epoch; the money part never does.
 *
 * All methods run one after the other, and one that throws changes nothing.
 */
export class ConsumerLedger {
  readonly #signer: VoucherSigner;
  readonly #store: Store;
  readonly #key: string;
  readonly #queue = new Queue();
  #terms: ConsumerTerms;
  #budget: bigint | undefined;
  #state: ConsumerState;

  private constructor({ terms, signer, store, budget }: ConsumerLedgerInput, state: ConsumerState) {
    this.#signer = signer;
    this.#store = store;
    this.#key = consumerKey(terms);
    this.#terms = terms;
    this.#budget = budget;
    this.#state = state;
  }

  /**
   * Opens the ledger of a channel, with what the store has of it. Where the store may have lost it, call
   * {@link settled}, {@link restore} and {@link acknowledge} before signing.
   *
   * @throws `DamagedState`; `InvalidAmount` for terms that do not fit.
   *
   * @example
   * const ledger = await vouchers.ConsumerLedger.open({ terms, signer, store });
   * const { price } = ledger.terms;
   * const signed = await ledger.authorize({ diem: vouchers.callCost({ credits: 20_000n, price }) });
   * const { usage } = await call(endpoint, vouchers.toText(signed));
   * await ledger.acknowledge(usage);
   */
  static async open(input: ConsumerLedgerInput): Promise<ConsumerLedger> {
    const { terms, store, budget } = input;
    requireConsumerTerms(terms);
    if (budget !== undefined) requireU64("budget", budget);
    const key = consumerKey(terms);
    const text = await store.get(key);
    return new ConsumerLedger(input, text === null ? blankState(terms) : readConsumer(key, text));
  }

  /** The channel as last given. */
  get terms(): ConsumerTerms {
    return this.#terms;
  }

  /** The most that was signed, and what is known to be used of it. */
  get state(): ConsumerState {
    return this.#state;
  }

  /**
   * The most that {@link authorize} signs for next: DIEM base units within the budget and the deposit, micro-credits
   * within the allowance of the terms' epoch. Both can be asked for at once. What calls that are still open may cost
   * is part of it. Zero where the terms are of an epoch before the newest voucher's.
   *
   * @example
   * const { diem } = ledger.available;
   * const most = vouchers.callCost({ credits: 20_000n, price: ledger.terms.price });
   * const signed = await ledger.authorize({ diem: most < diem ? most : diem });
   */
  get available(): Figures {
    return signable({ state: this.#state, terms: this.#terms, budget: this.#budget });
  }

  /**
   * Takes the channel as the chain has it now: after a deposit, a stake, or the turn of an epoch.
   *
   * @throws `VoucherChannelWrong` or `VoucherClusterWrong` for another channel; `InvalidAmount`.
   */
  setTerms(terms: ConsumerTerms): Promise<void> {
    return this.#queue.run(() => {
      requireConsumerTerms(terms);
      this.#requireChannel(terms);
      this.#terms = terms;
      return Promise.resolve();
    });
  }

  /** Sets the most DIEM base units that may ever be signed; undefined leaves it at the deposit. */
  setBudget(budget: bigint | undefined): Promise<void> {
    return this.#queue.run(() => {
      if (budget !== undefined) requireU64("budget", budget);
      this.#budget = budget;
      return Promise.resolve();
    });
  }

  /**
   * Signs for a call, on top of what is known to be used. Calls that overlap share the ceiling: ask for
   * what all the open ones may cost together. Asked again after a lost answer, it signs the same figures.
   *
   * The signature is handed out only after the store has its figures. If the store throws, it is dropped.
   *
   * @throws `NothingAuthorized`, `OverBudget`, `OverDeposit`, `OverQuota`, `EpochPassed` (the
   * terms are of an epoch before the newest voucher's), `BadSignature`; `InvalidAmount`; whatever the signer or
   * the store throws.
   */
  authorize(request: Authorization): Promise<SignedVoucher> {
    return this.#queue.run(async () => {
      const [terms, budget] = [this.#terms, this.#budget];
      const { voucher, state } = nextVoucher({ state: this.#state, terms, budget, request });
      const signed = await sign({ voucher, signer: this.#signer });
      await this.#save(state);
      return signed;
    });
  }

  /**
   * Adopts what the provider says it has served, as far as this ledger's signatures cover it. Of an epoch
   * before the newest voucher's, only the money part still counts.
   *
   * @throws `Uncovered` for more than was signed, `UsageFell` for less than was adopted before;
   * `InvalidAmount`.
   */
  acknowledge(usage: Usage): Promise<void> {
    return this.#change((state) => acknowledged(state, usage));
  }

  /**
   * Adopts a voucher of its own that the ledger forgot, as the provider holds it. It says what was signed;
   * what was used of it, {@link acknowledge} adopts.
   *
   * @throws `VoucherChannelWrong`, `VoucherClusterWrong`, `VoucherSignerWrong` or `BadSignature`.
   */
  restore(signed: SignedVoucher): Promise<void> {
    return this.#change((state) => {
      this.#requireChannel(signed.voucher);
      if (!signed.signer.equals(this.#signer.publicKey)) {
        throw voucherRefused("VoucherSignerWrong", {
          reason: "another key signed this",
          next: "restore vouchers of your own",
        });
      }
      if (!verify(signed)) {
        throw voucherRefused("BadSignature", {
          reason: "the signature is not good",
          next: "ask the provider for the voucher as it was signed",
        });
      }
      return adopted(state, { usage: signed.voucher, used: false });
    });
  }

  /** Adopts what the chain says is settled, which a signature covered and which is used. Throws `InvalidAmount`. */
  settled(usage: Usage): Promise<void> {
    return this.#change((state) => adopted(state, { usage, used: true }));
  }

  /**
   * Adopts what a settlement settled of this channel, as {@link settled} does; other channels' entries and skipped
   * vouchers change nothing. Adopted twice, it counts once.
   *
   * @example
   * for (const { data } of events.named(happened, "VouchersSettled")) await ledger.adopt(data);
   */
  async adopt(settlement: EventData<"VouchersSettled">): Promise<void> {
    const { channel } = this.#terms;
    const own = settledBy(settlement).filter((entry) => entry.channel.equals(channel));
    for (const { usage } of own) await this.settled(usage);
  }

  #change(next: (state: ConsumerState) => ConsumerState): Promise<void> {
    return this.#queue.run(() => this.#save(next(this.#state)));
  }

  async #save(state: ConsumerState): Promise<void> {
    await this.#store.set(this.#key, writeConsumer(state));
    this.#state = state;
  }

  #requireChannel(other: { readonly channel: PublicKey; readonly clusterTag: Uint8Array }): void {
    const { channel, clusterTag } = this.#terms;
    if (!other.channel.equals(channel)) {
      throw voucherRefused("VoucherChannelWrong", {
        reason: "this is of another channel",
        next: `this ledger is of ${channel.toBase58()}`,
      });
    }
    if (!sameBytes(other.clusterTag, clusterTag)) {
      throw voucherRefused("VoucherClusterWrong", {
        reason: "this is of another cluster",
        next: "read the channel where it was opened",
      });
    }
  }
}
