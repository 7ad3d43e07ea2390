import type { PublicKey } from "@solana/web3.js";
import type { EventData } from "../../events/decode";
import { defined } from "../../defined";
import { type Cost, partsOf } from "../cost";
import { requireInteger } from "../../codec/integers";
import { max, min, U64_MAX } from "../../integers";
import { settledBy } from "../settled";
import type { Store } from "../store/store";
import { Writer } from "../store/writer";
import type { Figures, Usage } from "../usage";
import type { DiemError } from "../../errors/diem-error";
import { voucherRefused } from "../../errors/voucher-errors";
import { sameBytes } from "../wire/bytes";
import { sign } from "../wire/sign";
import type { SignedVoucher } from "../wire/signed";
import type { VoucherSigner } from "../wire/signer";
import { verify } from "../wire/verify";
import type { Voucher } from "../wire/voucher";
import { acknowledged, adopted, nextVoucher, openOf, quotaUsed, restored, signable } from "./rules";
import { OpenCall } from "./open-call";
import { blankState, consumerKey, type ConsumerState, readConsumer, writeConsumer } from "./state";
import { type ConsumerChannelTerms, requireConsumerChannelTerms } from "./terms";

/** See {@link ConsumerLedger.open}. */
export interface ConsumerLedgerInput {
  readonly terms: ConsumerChannelTerms;
  /** Holds the channel's voucher signer key. */
  readonly signer: VoucherSigner;
  /** Must be durable. */
  readonly store: Store;
  /** Maximum DIEM base units that may ever be signed; default: the deposit. */
  readonly budget?: bigint;
  /**
   * DIEM base units to sign for beyond what is needed, within budget and deposit, so that fewer vouchers are signed;
   * default: none. A dishonest provider can take this amount in addition.
   */
  readonly headroom?: bigint;
}

/** How to open a call. */
export interface OpenOptions {
  /** Unix seconds after which the voucher is worth nothing; 0 (the default) = never. */
  readonly expiry?: bigint;
  /** A UUID. Default: a random one. */
  readonly callId?: string;
}

/**
 * A consumer's side of one channel: signs vouchers within its limits.
 *
 * Before a call, {@link open} signs for the most that it and all other open calls may cost on top of what is known
 * to be used; as the call is closed, the ledger takes the provider's word for what was used, as far as signatures cover
 * it. Answers may come in any order. A voucher is never taken back, so no figure is ever signed below one signed before,
 * and the newest voucher is sent again while it covers. What a dishonest provider can take is thus the ceilings of the
 * open calls. The quota part starts at zero in each epoch; the money part never does.
 */
export class ConsumerLedger {
  readonly #signer: VoucherSigner;
  readonly #writer: Writer;
  readonly #key: string;
  readonly #headroom: bigint;
  readonly #calls = new Set<OpenCall>();
  #terms: ConsumerChannelTerms;
  #budget: bigint | undefined;
  #state: ConsumerState;
  /** What is signed and not stored yet: it is not handed out. */
  #unstored: ConsumerState | null = null;
  #signing: Promise<void> | null = null;

  private constructor(
    { terms, signer, store, budget, headroom = 0n }: ConsumerLedgerInput,
    state: ConsumerState,
  ) {
    this.#signer = signer;
    this.#writer = new Writer(store);
    this.#key = consumerKey(terms);
    this.#terms = terms;
    this.#budget = budget;
    this.#headroom = headroom;
    this.#state = state;
  }

  /**
   * Opens the ledger of a channel, with what the store has of it. Where the store may have lost it, call
   * {@link settled} and {@link restore} before signing.
   *
   * @throws `DamagedState`; `InvalidAmount` for terms that do not fit.
   *
   * @example
   * const ledger = await vouchers.ConsumerLedger.open({ terms, signer, store });
   * const open = await ledger.open({ credits: 20_000n });
   * const { usage } = await call(endpoint, vouchers.toText(open.signed));
   * await open.close(usage);
   */
  static async open(input: ConsumerLedgerInput): Promise<ConsumerLedger> {
    const { terms, store, budget, headroom } = input;
    requireConsumerChannelTerms(terms);
    if (budget !== undefined) requireInteger("u64", budget, "budget");
    if (headroom !== undefined) requireInteger("u64", headroom, "headroom");
    const key = consumerKey(terms);
    const text = await store.get(key);
    return new ConsumerLedger(input, text === null ? blankState(terms) : readConsumer(key, text));
  }

  /** The channel as last given. */
  get terms(): ConsumerChannelTerms {
    return this.#terms;
  }

  /** The most that was signed, and what is known to be used of it. */
  get state(): ConsumerState {
    return this.#state;
  }

  /**
   * The most that {@link open} signs for next: DIEM base units within the budget and the deposit, micro-credits
   * within the allowance of the terms' epoch, without what open calls may cost. Both can be asked for at once. Zero
   * where the terms are of an epoch before the newest voucher's.
   *
   * @example
   * const { diem } = ledger.available;
   * const most = vouchers.callCost({ credits: 20_000n, price: ledger.terms.price });
   * const open = await ledger.open({ diem: most < diem ? most : diem });
   */
  get available(): Figures {
    const most = signable({ state: this.#state, terms: this.#terms, budget: this.#budget });
    const { most: open } = openOf(this.#calls, this.#state, this.#terms);
    return { quota: max(most.quota - open.quota, 0n), diem: max(most.diem - open.diem, 0n) };
  }

  /**
   * Takes the channel as the chain has it now: after a deposit, a stake, or the turn of an epoch.
   *
   * @throws `VoucherChannelWrong` or `VoucherClusterWrong` for another channel; `InvalidAmount`.
   */
  setTerms(terms: ConsumerChannelTerms): void {
    requireConsumerChannelTerms(terms);
    this.#requireChannel(terms);
    this.#terms = terms;
  }

  /** Sets the most DIEM base units that may ever be signed; undefined leaves it at the deposit. */
  setBudget(budget: bigint | undefined): void {
    if (budget !== undefined) requireInteger("u64", budget, "budget");
    this.#budget = budget;
  }

  /**
   * Opens a call that may cost so much, on top of what is used and what other open calls may cost, and gives the
   * voucher that covers all of it: the newest one where that does, else one that is signed now. Credits are drawn from
   * the epoch's quota first, and paid for in DIEM beyond it.
   *
   * A signature is handed out only after the store has its figures. If the store throws, it is dropped.
   *
   * @throws `NothingAuthorized`, `OverBudget`, `OverDeposit`, `OverQuota`, `EpochPassed` (the
   * terms are of an epoch before the newest voucher's), `BadSignature`, `CallIdWrong`; `InvalidAmount`; errors of the
   * signer or the store.
   */
  async open(most: Cost, { expiry = 0n, callId }: OpenOptions = {}): Promise<OpenCall> {
    requireInteger("i64", expiry, "expiry");
    const { epoch, price } = this.#terms;
    const parts = partsOf(most, { quota: this.available.quota, price });
    if (parts.quota === 0n && parts.diem === 0n) {
      throw voucherRefused("NothingAuthorized", {
        reason: "the maximum cost of the call is zero",
        next: "pass credits, or diem and quota, above zero",
      });
    }
    const usedBefore = quotaUsed(this.#state, epoch);
    const opened = { ledger: this, epoch, most: parts, usedBefore, ended: this.#ended };
    const call = new OpenCall({ ...opened, ...defined({ callId }) });
    this.#calls.add(call);
    try {
      const needed = this.#next(expiry);
      call.signed = await this.#covering(needed.voucher);
      return call;
    } catch (error) {
      this.#calls.delete(call);
      throw error;
    }
  }

  /**
   * Adopts what the provider says it has served, as far as this ledger's signatures cover it. Lower figures than before
   * change nothing. Of an epoch before the newest voucher's, only the money part still counts.
   *
   * @throws `Uncovered` for more than was signed, `LedgerLost` if the ledger may have signed more than
   * it knows; `InvalidAmount`.
   */
  async acknowledge(usage: Usage): Promise<void> {
    await this.#change(acknowledged(this.#state, usage));
  }

  /**
   * Adopts a voucher of its own that the ledger forgot, as the provider holds it. It says what was signed;
   * what was used of it, {@link acknowledge} adopts.
   *
   * @throws `VoucherChannelWrong`, `VoucherClusterWrong`, `VoucherSignerWrong` or `BadSignature`.
   */
  async restore(signed: SignedVoucher): Promise<void> {
    this.#requireChannel(signed.voucher);
    if (!signed.signer.equals(this.#signer.publicKey)) {
      throw voucherRefused("VoucherSignerWrong", {
        reason: "another key signed the voucher",
        next: "restore your own vouchers only",
      });
    }
    if (!verify(signed)) {
      throw voucherRefused("BadSignature", {
        reason: "the signature is invalid",
        next: "ask the provider for the unchanged voucher",
      });
    }
    await this.#change(restored(this.#state, signed));
  }

  /** Adopts what the chain says is settled, which a signature covered and which is used. Throws `InvalidAmount`. */
  async settled(usage: Usage): Promise<void> {
    await this.#change(adopted(this.#state, { usage, used: true }));
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

  /** The next voucher, for all open calls. */
  #next(expiry: bigint): ReturnType<typeof nextVoucher> {
    const [state, terms, budget] = [this.#state, this.#terms, this.#budget];
    const request = { ...openOf(this.#calls, state, terms), expiry };
    return nextVoucher({ state, terms, budget, request });
  }

  /** The newest voucher once it covers `needed`. Of calls that wait for a signature, one signature covers all. */
  async #covering(needed: Voucher): Promise<SignedVoucher> {
    for (;;) {
      const { newest } = this.#state;
      if (newest !== null && covers(newest.voucher, needed)) return newest;
      if (this.#state.epoch > needed.epoch) throw epochPassed(needed.epoch);
      if (this.#signing === null) {
        this.#signing = this.#sign(needed).finally(() => (this.#signing = null));
        await this.#signing;
      } else {
        await this.#signing.catch(() => undefined); // the caller that began it is told
      }
    }
  }

  async #sign(needed: Voucher): Promise<void> {
    const { epoch, expiry } = needed;
    if (epoch < this.#terms.epoch && needed.quota > 0n) throw epochPassed(epoch);
    const { voucher, state } = this.#next(expiry);
    const { diem: held } = this.#state.signed;
    const most = min(this.#budget ?? U64_MAX, this.#terms.deposit);
    const ahead =
      voucher.diem > held
        ? max(voucher.diem, min(voucher.diem + this.#headroom, most))
        : voucher.diem;
    const newest = await sign({ voucher: { ...voucher, diem: ahead }, signer: this.#signer });
    const signed = { diem: ahead, quota: voucher.quota };
    this.#unstored = { ...state, signed, newest };
    try {
      await this.#save();
      this.#state = { ...this.#merged(), newest };
    } finally {
      this.#unstored = null;
    }
  }

  async #change(state: ConsumerState): Promise<void> {
    if (state === this.#state) return;
    this.#state = state;
    await this.#save();
  }

  /** What is known, with what is signed and not stored yet. */
  #merged(): ConsumerState {
    const [known, made] = [this.#state, this.#unstored];
    if (made?.newest == null) return known;
    return { ...restored(known, made.newest), lost: known.lost };
  }

  #save(): Promise<void> {
    return this.#writer.write(this.#key, () => writeConsumer(this.#merged()));
  }

  readonly #ended = (call: OpenCall): void => {
    this.#calls.delete(call);
  };

  #requireChannel(other: { readonly channel: PublicKey; readonly clusterTag: Uint8Array }): void {
    const { channel, clusterTag } = this.#terms;
    if (!other.channel.equals(channel)) {
      throw voucherRefused("VoucherChannelWrong", {
        reason: "this belongs to another channel",
        next: `this ledger is for ${channel.toBase58()}`,
      });
    }
    if (!sameBytes(other.clusterTag, clusterTag)) {
      throw voucherRefused("VoucherClusterWrong", {
        reason: "this belongs to another cluster",
        next: "use the cluster of the channel",
      });
    }
  }
}

/**
 * Whether a voucher is as good as another one, and lasts as long. One with quota of an epoch before is not: a provider
 * that has not seen it yet refuses it once that quota lapses.
 */
function covers(held: Voucher, needed: Voucher): boolean {
  const lasts = held.expiry === 0n || (needed.expiry !== 0n && held.expiry >= needed.expiry);
  const same = held.epoch === needed.epoch;
  const other = needed.quota === 0n && (held.epoch > needed.epoch || held.quota === 0n);
  const quota = same ? held.quota >= needed.quota : other;
  return lasts && quota && held.diem >= needed.diem;
}

function epochPassed(epoch: number): DiemError {
  return voucherRefused("EpochPassed", {
    reason: `epoch ${String(epoch)} has passed while the call was opened`,
    next: "open it again",
  });
}
