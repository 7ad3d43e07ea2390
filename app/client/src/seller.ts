import { type ChannelAccount, vouchers } from "@diem/sdk";
import {
  affordFloor,
  type Figures,
  HEADERS,
  payFor,
  type Problem,
  type Receipt,
  readCallId,
  type Usage,
  writeMost,
} from "@diem/wire";
import {
  costFromHeaders,
  type Delivered,
  isEventStream,
  whole,
  withDelivery,
} from "./calls/response";
import { heldIn, problemOf, readReportedChannel } from "./calls/correction";
import { requestHash } from "./calls/notes";
import { overcharged } from "./calls/own-count";
import type { Payer, Standing } from "./calls/payer";
import { boundOf, type RequestBody } from "./calls/request-body";
import { writtenTexts } from "./calls/texts";
import { DiemClientError } from "./errors";
import { type Offer, offerOf } from "./offer";
import { PaidChannel } from "./paid-channel";
import { receiptChange } from "./receipts/book";
import type { PaidCall } from "./receipts/paid-call";
import type { FetchContext } from "./fetch-context";

/** A request that is to be paid for. */
export interface Asked {
  /** After the base of the API, such as `/chat/completions`. */
  readonly path: string;
  readonly headers: Headers;
  readonly signal: AbortSignal;
  readonly body: RequestBody;
}

/** One call on its way. */
interface Call {
  readonly id: string;
  /** Its request, where the client has chosen the id; null if the app has. */
  readonly note: string | null;
  readonly most: Figures;
  readonly asked: Asked;
  /** As the ledger has it; null once its cost is known. */
  open: vouchers.OpenCall | null;
}

/** Pays one provider for calls, through one channel. */
export class Seller {
  #toppingUp: Promise<void> | null = null;

  private constructor(
    private readonly shared: FetchContext,
    /** What it sells, by the prices of the newest call. */
    public offer: Offer,
    private readonly paying: PaidChannel,
  ) {}

  /** With the channel that is there, or a new one where that is allowed. Throws a DiemClientError `NoChannel`. */
  static async open(shared: FetchContext, offer: Offer): Promise<Seller> {
    return new Seller(shared, offer, await PaidChannel.open(shared, offer.provider));
  }

  get channel(): ChannelAccount {
    return this.paying.account;
  }

  private get payer(): Payer {
    return this.paying.payer;
  }

  /** DIEM base units that the next call may cost. */
  get left(): bigint {
    const { diem } = this.payer.available;
    return diem < this.shared.limit.left ? diem : this.shared.limit.left;
  }

  /** DIEM base units for a credit, and micro-credits of quota that pay first. */
  get means(): { readonly price: bigint; readonly quota: bigint } {
    return { price: this.payer.price, quota: this.payer.available.quota };
  }

  get standing(): Standing {
    return this.payer.standing;
  }

  refresh(): Promise<void> {
    return this.payer.refresh();
  }

  /**
   * Asks the gateway what was used of the channel, and whether a call is still open there. Throws a DiemClientError
   * `GatewayLies` for more than was signed for, and what `fetch` throws.
   */
  async recount(): Promise<boolean> {
    const { address } = this.channel;
    const response = await this.shared.fetch(
      `${this.offer.baseUrl}/diem/channels/${address.toBase58()}`,
    );
    const { usage, reserved } = readReportedChannel(await response.text());
    await this.payer.believe(usage);
    await this.paying.commit([]);
    return reserved.quota + reserved.diem > 0n;
  }

  stop(): Promise<void> {
    return this.payer.stop();
  }

  /** Sends a request with a voucher. Throws a DiemClientError `OverBudget` or `GatewayLies`, and what `fetch` throws. */
  async pay(asked: Asked): Promise<Response> {
    const given = asked.headers.get(HEADERS.call);
    const note =
      given === null
        ? await requestHash(`${this.offer.baseUrl}${asked.path}`, asked.body.text)
        : null;
    const id = note === null ? readCallId(given ?? "") : await this.shared.notes.begin(note);
    const call = await this.#open(asked, { id, note }).catch(async (error: unknown) => {
      if (note !== null) await this.paying.commit([this.shared.notes.answered(note)]);
      throw error;
    });
    try {
      const first = await this.#send(call);
      const problem = await problemOf(first);
      const again = problem !== null && (await this.#corrected(problem, call));
      return await this.#taken(again ? await this.#send(call) : first, call);
    } catch (error) {
      // the next answer reports its cost, if any
      const left = !(error instanceof DiemClientError) && !asked.signal.aborted;
      if (left && note !== null) this.shared.notes.leave(note, id);
      await this.#close(call, { usage: null, answered: !left });
      throw error;
    }
  }

  /**
   * Opens a call for its upper bound, within the available amount. It waits while other open calls hold what it needs.
   */
  async #open(asked: Asked, of: Pick<Call, "id" | "note">): Promise<Call> {
    const { payer } = this;
    const { limit, input } = this.shared;
    const { price } = payer;
    const affordable = affordFloor({ diem: input.budget.perCall, quota: 0n }, price);
    const bound = boundOf(asked.body, this.offer.prices);
    const full = bound?.credits ?? affordable;
    const credits = full > affordable ? affordable : full;
    for (;;) {
      if (payer.openCalls === 0) await this.#topUpFor(credits);
      // nothing else may run between here and the opening of the call
      const { quota, diem } = payFor({ credits, quota: payer.available.quota, price });
      const { left } = this;
      if (diem <= left || payer.openCalls === 0) {
        const { quota: free } = payer.available;
        const least = payFor({ credits: bound?.least ?? 0n, quota: free, price }).diem;
        // the rest may be enough for a shorter answer
        if (limit.left < least) limit.hold(least);
        const most = { diem: diem < left ? diem : left, quota };
        limit.hold(most.diem);
        const open = await payer.openCall(most, of.id).catch((error: unknown) => {
          limit.release(most.diem);
          throw error;
        });
        return { ...of, most, asked, open };
      }
      await payer.oneEnded();
    }
  }

  /** Adds to the deposit where a call needs more than it holds, the budget allows it, and it is confirmed. */
  #topUpFor(credits: bigint): Promise<void> {
    this.#toppingUp ??= this.#topUp(credits).finally(() => (this.#toppingUp = null));
    return this.#toppingUp;
  }

  async #topUp(credits: bigint): Promise<void> {
    const { payer, channel } = this;
    const { topUp, client, confirm = () => true } = this.shared.input;
    const { quota, diem: held } = payer.available;
    const { diem: needed } = payFor({ credits, quota, price: payer.price });
    if (topUp === undefined || held >= needed || this.shared.limit.left < needed) return;
    if (!(await confirm({ provider: channel.provider, deposit: topUp }))) return;
    await client.act.deposit({ channel: channel.address, amount: topUp });
    await payer.refresh();
  }

  #send({ id, most, asked, open }: Call): Promise<Response> {
    if (open === null) throw new TypeError(`the call ${id} has ended`);
    const headers = new Headers(asked.headers);
    // meant for the clients' own servers
    headers.delete("authorization");
    headers.set(HEADERS.voucher, vouchers.toText(open.signed));
    headers.set(HEADERS.call, id);
    headers.set(HEADERS.most, writeMost(most));
    headers.set(HEADERS.prices, this.offer.hash);
    const { body, signal, path } = asked;
    const url = `${this.offer.baseUrl}${path}`;
    return this.shared.fetch(url, { method: "POST", headers, body: body.text, signal });
  }

  /**
   * Whether a refused call may be sent once more: with a higher voucher, if this ledger's own signature proves that the
   * first one was too low, or with the current prices on chain. Throws a DiemClientError `GatewayLies`.
   */
  async #corrected(problem: Problem, call: Call): Promise<boolean> {
    if (problem.code === "prices-changed") return this.#repriced();
    const held = problem.code === "voucher-too-low" ? heldIn(problem) : null;
    const { open, most, id } = call;
    if (held === null || open === null) return false;
    const { payer } = this;
    await payer.restore(held.signed, held.usage);
    await this.paying.commit([]);
    const before = vouchers.toText(open.signed);
    const again = payer.openCall(most, id);
    await payer.closeCall(open, null);
    call.open = await again;
    return vouchers.toText(call.open.signed) !== before;
  }

  /** Takes the price list that the chain has now; whether it is another one. Calls keep their own ceilings. */
  async #repriced(): Promise<boolean> {
    const { input, fetch } = this.shared;
    const { hash, baseUrl, provider } = this.offer;
    const onChain = await input.client.read.provider(provider);
    this.offer = await offerOf(onChain, { baseUrl, fetch });
    return this.offer.hash !== hash;
  }

  async #taken(response: Response, call: Call): Promise<Response> {
    const told = costFromHeaders(call.id, response.headers);
    if (isEventStream(response.headers) && response.ok) {
      if (told.usage !== null) await this.payer.believe(told.usage);
      return withDelivery(response, (delivered) =>
        this.#close(call, { usage: null, answered: true, delivered }),
      );
    }
    const { text, response: again } = await whole(response);
    const answered = told.receipt === null ? "" : writtenTexts(text);
    const delivered = { receipt: told.receipt, answered, pieces: 0 };
    // the call is still being served: the same request is the same call
    const served = response.status !== 409 || !text.includes("call-in-progress");
    if (!served && call.note !== null) this.shared.notes.leave(call.note, call.id);
    await this.#close(call, { usage: told.usage, answered: served, delivered });
    return again;
  }

  /** Ends a call; nothing if it has ended. Throws a DiemClientError `GatewayLies`. */
  async #close(
    call: Call,
    {
      usage,
      answered,
      delivered = { receipt: null, answered: "", pieces: 0 },
    }: { usage: Usage | null; answered: boolean; delivered?: Delivered },
  ): Promise<void> {
    const { open, most, note } = call;
    if (open === null) return;
    call.open = null;
    const { receipt } = delivered;
    this.shared.limit.release(most.diem);
    const done = note !== null && answered ? this.shared.notes.answered(note) : null;
    try {
      await this.payer.closeCall(open, receipt?.usage ?? usage);
      requireWithin(call, receipt);
    } catch (error) {
      await this.paying.commit([done]);
      throw error;
    }
    if (receipt === null) {
      await this.paying.commit([done]);
      return;
    }
    const paid = this.paying.paid(receipt, call.asked.body.model);
    await this.paying.commit([done, receiptChange(paid)]);
    this.#check(call, paid, delivered);
    this.shared.paid(paid);
  }

  /** Warns of a charge that is far above what the client counts itself. */
  #check({ asked }: Call, paid: PaidCall, { answered, pieces }: Delivered): void {
    const { check = {}, onWarning } = this.shared.input;
    const { model, text, images } = asked.body;
    const price = this.offer.prices.models[model];
    if (price === undefined || onWarning === undefined) return;
    const seen = { model, price, asked: text, answered, pieces, images };
    const counted = overcharged(paid.cost, seen, check);
    if (counted === null) return;
    const { call, provider } = paid;
    onWarning({ call, model, provider, charged: paid.cost.credits, counted });
  }
}

/** Throws a DiemClientError `GatewayLies` for a receipt of another call, or above the call's own ceiling. */
function requireWithin({ id, most }: Call, receipt: Receipt | null): void {
  const cost = receipt?.cost.diem ?? 0n;
  if (cost <= most.diem && (receipt === null || receipt.call === id)) return;
  const message = `the gateway charged ${cost} DIEM base units for a call that may cost ${most.diem}, or for another call: do not sign more vouchers for it`;
  throw new DiemClientError("GatewayLies", { message, context: { cost, most: most.diem } });
}
