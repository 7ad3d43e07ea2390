import { vouchers } from "@diem/sdk";
import {
  type Figures,
  readCost,
  readUsage,
  type Usage,
  writeMost,
  HEADERS,
  type X402Payload,
} from "@diem/wire";
import type { HeldVoucher } from "../calls/correction";
import type { Payer } from "../calls/payer";
import { DiemClientError } from "../errors";
import type { Offer } from "../offer";
import { PaidChannel } from "../paid-channel";
import { receiptChange } from "../receipts/book";
import type { FetchContext } from "../fetch-context";

/** A call that was paid for, and whose answer has not come. */
interface Open {
  readonly most: Figures;
  readonly call: vouchers.OpenCall;
}

/** How long an answer is waited for: as long as gateways ask x402 for. */
const ANSWER_MS = 300_000;

/** Figures of an answer, as its headers have them. */
export type Answered = Readonly<Record<string, string | undefined>>;

/**
 * Pays one provider by x402, which hides requests and answers from a scheme. So only a call's ceiling and its answer's
 * headers are known.
 */
export class X402Channel {
  readonly #open = new Map<string, Open>();

  private constructor(
    private readonly shared: FetchContext,
    private readonly offer: Offer,
    private readonly paying: PaidChannel,
  ) {}

  static async open(shared: FetchContext, offer: Offer): Promise<X402Channel> {
    return new X402Channel(shared, offer, await PaidChannel.open(shared, offer.provider));
  }

  private get payer(): Payer {
    return this.paying.payer;
  }

  /** Signs for a call that may cost what the budget leaves. Throws a DiemClientError `OverBudget`. */
  async pay(): Promise<X402Payload> {
    const { limit } = this.shared;
    const { diem, quota } = this.payer.available;
    const most = { diem: diem < limit.left ? diem : limit.left, quota };
    const id = crypto.randomUUID();
    limit.hold(most.diem);
    try {
      const call = await this.payer.openCall(most, id);
      this.#open.set(id, { most, call });
      // a missing answer is reported to nothing else
      const timer: unknown = setTimeout(() => void this.#close(id, null), ANSWER_MS);
      if (typeof timer === "object" && timer !== null && "unref" in timer) {
        (timer as { unref(): void }).unref();
      }
      const voucher = vouchers.toText(call.signed);
      return { voucher, call: id, most: writeMost(most), prices: this.offer.hash };
    } catch (error) {
      limit.release(most.diem);
      throw error;
    }
  }

  /** Ends a call with what its answer says. Throws a DiemClientError `GatewayLies`. */
  async answered(id: string, figures: Answered): Promise<void> {
    const [usage, cost] = [figures[HEADERS.usage], figures[HEADERS.cost]];
    const paid = cost === undefined ? null : readCost(cost);
    const most = await this.#close(id, usage === undefined ? null : readUsage(usage));
    if (paid !== null && most !== null && paid.diem > most.diem) {
      const message = `the gateway charged ${paid.diem} DIEM base units for a call that may cost ${most.diem}: do not sign more vouchers for it`;
      throw new DiemClientError("GatewayLies", { message });
    }
    if (usage === undefined || paid === null) {
      await this.paying.commit([]);
      return;
    }
    // x402 does not show the request, so its model is not known
    const told = this.paying.paid({ call: id, usage: readUsage(usage), cost: paid }, "");
    await this.paying.commit([receiptChange(told)]);
    this.shared.paid(told);
  }

  /** Ends a call that was refused, and takes what a gateway holds where this ledger's own signature bears it out. */
  async refused(id: string, held: HeldVoucher | null): Promise<boolean> {
    if (held !== null) await this.payer.restore(held.signed, held.usage);
    await this.#close(id, null);
    await this.paying.commit([]);
    return held !== null;
  }

  stop(): Promise<void> {
    return this.payer.stop();
  }

  async #close(id: string, usage: Usage | null): Promise<Figures | null> {
    const open = this.#open.get(id);
    if (open === undefined) return null;
    this.#open.delete(id);
    this.shared.limit.release(open.most.diem);
    await this.payer.closeCall(open.call, usage);
    return open.most;
  }
}
