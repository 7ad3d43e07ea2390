import {
  type Cost,
  HEADERS,
  type Receipt,
  receiptMembers,
  type Usage,
  writeCost,
  writeUsage,
  writeX402Response,
  X402_HEADERS,
  type X402Payment,
} from "@diem/wire";
import type { Headers } from "../http/answer";
import { Refusal } from "../refusal";
import { estimateTokens, type Tokens } from "../meters/tokens";
import type { PricedRequest, JsonObject, Api } from "../requests";
import type { CallTrace } from "../traces/traces";
import type { HeldCall } from "./channels";
import { chargeOf, type Tariff } from "./charge";
import type { CallContext } from "./context";
import type { CallReport } from "./report";
import type { KeptAnswer } from "./records";

/** See {@link OpenCall}. */
export interface OpenCallInput {
  readonly context: CallContext;
  readonly shape: Api;
  readonly asked: PricedRequest;
  /** The body as it came. */
  readonly members: JsonObject;
  /** The body as the upstream gets it. */
  readonly body: JsonObject;
  /** Bytes of the body as it came. */
  readonly bytes: number;
  readonly held: HeldCall;
  readonly tariff: Tariff;
  readonly trace: CallTrace;
  readonly identity: {
    readonly channel: string;
    readonly id: string;
    /** Under which the call is remembered. */
    readonly key: string;
    readonly model: string;
    readonly startedAt: number;
    /** How the call is paid for, where that is by x402. */
    readonly x402: X402Payment | null;
  };
}

/** How a call ended that is charged. */
type Charging = Pick<CallReport, "outcome" | "counted">;
type Charged = Pick<CallReport, "outcome" | "counted" | "tokens" | "cost">;

/** A call whose reservation is held: it is charged or released, once. */
export class OpenCall {
  readonly #input: OpenCallInput;
  #state: "open" | "charging" | "ended" = "open";
  #charged: Charged | null = null;

  constructor(input: OpenCallInput) {
    this.#input = input;
  }

  get trace(): CallTrace {
    return this.#input.trace;
  }

  get shape(): Api {
    return this.#input.shape;
  }

  get asked(): PricedRequest {
    return this.#input.asked;
  }

  /** The request's body as it came. */
  get members(): JsonObject {
    return this.#input.members;
  }

  /** The request as the upstream gets it. Throws a Refusal `bad-request` for one that is nested too deeply to be written. */
  get text(): string {
    try {
      return JSON.stringify(this.#input.body);
    } catch (cause) {
      const detail = "the body is nested too deeply: nest it less";
      throw new Refusal("bad-request", { detail, cause });
    }
  }

  /** The headers of an answer that begins before it is known what it costs. */
  get headers(): Headers {
    const { usage } = this.#input.held;
    return { [HEADERS.usage]: writeUsage(usage), ...this.#x402Header({ usage }) };
  }

  /** The headers of an answer whose cost is known. */
  headersWith({ cost, usage }: Receipt): Headers {
    const own = { [HEADERS.usage]: writeUsage(usage), [HEADERS.cost]: writeCost(cost) };
    const { x402 } = this.#input.identity;
    return x402 === null ? own : { ...own, ...this.#x402Header({ usage, cost }) };
  }

  #x402Header(figures: Parameters<typeof writeX402Response>[1]): Headers {
    const { x402 } = this.#input.identity;
    return x402 === null ? {} : { [X402_HEADERS.response]: writeX402Response(x402, figures) };
  }

  /** Tokens of the prompt, where the upstream does not count them. */
  get estimatedInput(): number {
    const { bytes, asked } = this.#input;
    return estimateTokens(Math.max(bytes - asked.imageCharacters, 0));
  }

  /** Resolves when the reservation is durable. Throws a Refusal `store-unavailable`. */
  stored(): Promise<void> {
    return this.#input.held.stored();
  }

  /** Whether it is neither charged nor released, and neither has failed. */
  get isOpen(): boolean {
    return this.#state === "open";
  }

  /** Keeps what was delivered so far. */
  progress(tokens: Tokens): Promise<void> {
    if (!this.isOpen) return Promise.resolve();
    return this.#input.held.progress(chargeOf(this.#input.tariff, tokens));
  }

  /**
   * Charges the call: durable when it resolves. What `answer` makes of the receipt is kept to be given again.
   *
   * @throws Refusal `store-unavailable`: the reservation is held on.
   */
  async charge(
    tokens: Tokens,
    how: Charging,
    answer: (receipt: Receipt) => KeptAnswer | null = () => null,
  ): Promise<Receipt> {
    const { held, tariff, identity, trace } = this.#input;
    if (!this.isOpen) throw new TypeError(`the call ${identity.id} ends twice`);
    this.#state = "charging";
    const cost = chargeOf(tariff, tokens);
    const { outcome, counted } = how;
    const charged = { outcome, counted, tokens, cost };
    this.#charged = charged;
    const usage = await trace.part("book", () => held.settle(cost));
    const { receipt, report } = this.#booked(charged, usage, answer);
    trace.charged(report);
    return receipt;
  }

  /** If a charge could not be stored, books it as soon as the store works. */
  bookLater(): void {
    const charged = this.#charged;
    if (this.#state !== "charging" || charged === null) return;
    const { context, held } = this.#input;
    context.unbooked.add(async () => {
      this.#booked(charged, await held.settle(charged.cost), () => null);
    });
  }

  #booked(
    charged: Charged,
    usage: Usage,
    answer: (receipt: Receipt) => KeptAnswer | null,
  ): { readonly receipt: Receipt; readonly report: CallReport } {
    const { context, identity, shape, asked } = this.#input;
    const { channel, id, key, model, startedAt } = identity;
    const receipt = { call: id, cost: charged.cost, usage };
    context.records.served(key, answer(receipt));
    this.#state = "ended";
    const { outcome, counted, tokens, cost } = charged;
    const report: CallReport = {
      shape: shape.name,
      model,
      stream: asked.stream,
      channel,
      call: id,
      outcome,
      tokens,
      counted,
      cost,
      usage,
      durationMs: performance.now() - startedAt,
    };
    context.observe(report);
    return { receipt, report };
  }

  /** Ends the call at no cost, also where charging it failed before anything was delivered. Nothing where it has ended. */
  async release(): Promise<void> {
    if (this.#state === "ended") return;
    this.#state = "ended";
    const { context, held, identity } = this.#input;
    try {
      await held.release();
    } finally {
      // the ledger knows whether it is still reserved
      context.records.dropped(identity.key);
    }
  }
}

/** What a receipt adds to the usage in an answer's body. */
export function usageMembers(receipt: { readonly cost: Cost; readonly usage: Usage }): JsonObject {
  return { ...receiptMembers(receipt) };
}
