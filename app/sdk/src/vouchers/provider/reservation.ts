import type { PublicKey } from "@solana/web3.js";
import { type Cost, partsOf } from "../cost";
import { amounts, type Figures, type Usage } from "../usage";
import type { DiemError } from "../../errors/diem-error";
import { voucherRefused } from "../../errors/voucher-errors";
import type { ProviderChannel } from "./channel";
import type { ReservedCall } from "./state";
import { usageOf, withoutCall, withUse } from "./use";

type End = "CallSettled" | "CallReleased";

/**
 * What is set aside for a call, so that no other call can use it. It ends once: by {@link settle} or {@link release}.
 * Where the provider's process ends first, the call costs what {@link progress} said last.
 */
export class Reservation {
  readonly #tracked: ProviderChannel;
  #call: ReservedCall;
  #ended: End | null = null;

  /** Made by `ProviderLedger.reserve`. */
  constructor(tracked: ProviderChannel, call: ReservedCall) {
    this.#tracked = tracked;
    this.#call = call;
  }

  /** The call's id, as the consumer chose it. */
  get callId(): string {
    return this.#call.id;
  }

  /** The channel that pays. */
  get channel(): PublicKey {
    return this.#tracked.state.terms.channel;
  }

  /** To which the quota part is booked: that of the voucher that came with the call. */
  get epoch(): number {
    return this.#call.epoch;
  }

  /** What is set aside. */
  get most(): Figures {
    return this.#call.most;
  }

  /** Resolves once voucher and call are stored: before the first byte of an answer that is streamed. */
  stored(): Promise<void> {
    this.#replace({ ...this.#call, stored: true });
    return this.#tracked.save();
  }

  /**
   * Says what the call has cost so far, which it costs where the process ends before it does.
   *
   * @throws `BeyondCeiling` for more than is set aside, `CallSettled` or `CallReleased` after the end;
   * what the store throws.
   */
  async progress(used: Cost): Promise<void> {
    this.#requireOpen();
    this.#replace({ ...this.#call, used: this.#within(used) });
    await this.#tracked.save();
  }

  /**
   * Ends the call with what it did cost, and gives the rest free. Resolves once that is stored: the answer may leave
   * then. Where the store throws, the call is open again, with its cost set aside: settle or release it once more.
   *
   * @returns what was used of the channel so far, for the consumer's ledger.
   * @throws `BeyondCeiling` for more than is set aside, `CallSettled` or `CallReleased` for a call that
   * has ended; `InvalidAmount`; what the store throws.
   */
  async settle(used: Cost): Promise<Usage> {
    this.#requireOpen();
    const tracked = this.#tracked;
    const { id, epoch } = this.#call;
    const cost = this.#within(used);
    this.#ended = "CallSettled";
    tracked.put(withUse(withoutCall(tracked.state, id), epoch, cost));
    tracked.remember(id, { epoch, cost });
    const usage = usageOf(tracked.state, epoch);
    try {
      await tracked.save();
      return usage;
    } catch (error) {
      this.#ended = null;
      this.#call = { ...this.#call, most: cost, used: cost };
      tracked.forget(id);
      const back = { quota: -cost.quota, diem: -cost.diem };
      const { calls, ...state } = withUse(tracked.state, epoch, back);
      tracked.put({ ...state, calls: [...calls, this.#call] });
      throw error;
    }
  }

  /** Ends the call without a cost. Throws as {@link settle}. */
  async release(): Promise<void> {
    this.#requireOpen();
    this.#ended = "CallReleased";
    this.#tracked.put(withoutCall(this.#tracked.state, this.#call.id));
    await this.#tracked.save();
  }

  #replace(call: ReservedCall): void {
    const { state } = this.#tracked;
    this.#call = call;
    const calls = state.calls.map((other) => (other.id === call.id ? call : other));
    this.#tracked.put({ ...state, calls });
  }

  #within(used: Cost): Figures {
    const { most } = this.#call;
    const { price } = this.#tracked.state.terms;
    const cost = partsOf(used, { quota: most.quota, price });
    if (cost.quota <= most.quota && cost.diem <= most.diem) return cost;
    throw voucherRefused("BeyondCeiling", {
      reason: `the call cost ${amounts(cost)}, and ${amounts(most)} are reserved`,
      next: "settle at most that",
      context: { available: most, needed: cost },
    });
  }

  #requireOpen(): void {
    if (this.#ended !== null) throw endedCall(this.#ended, this.#call.id);
  }
}

export function endedCall(name: End, id: string): DiemError {
  const how = name === "CallSettled" ? "settled" : "released";
  return voucherRefused(name, {
    reason: `the call ${id} is ${how} already`,
    next: "end each call once",
  });
}
