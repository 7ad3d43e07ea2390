import type { PublicKey } from "@solana/web3.js";
import { figuresOf, i64Of, plainFigures, readEntry, u32Of, writeEntry } from "../store/entry";
import type { Writer } from "../store/writer";
import type { Figures } from "../usage";
import type { DiemError } from "../../errors/diem-error";
import { voucherRefused } from "../../errors/voucher-errors";
import { type ProviderState, writeProvider } from "./state";

/** A call that ended, and what it cost. */
export interface SettledCall {
  /** Of the quota part. */
  readonly epoch: number;
  readonly cost: Figures;
}

/** See {@link ProviderChannel}. */
export interface ProviderChannelInput {
  readonly writer: Writer;
  /** Of its entry; those of its calls begin with it. */
  readonly key: string;
  readonly state: ProviderState;
  /** How many calls that ended are remembered. */
  readonly remembered: number;
}

/** One channel of a provider's ledger. Its changes count at once, and are stored together with those of the same turn. */
export class ProviderChannel {
  readonly #input: ProviderChannelInput;
  /** Calls that ended, the newest last, each with its number in the order of their ends. */
  readonly #ended = new Map<string, SettledCall & { readonly nth: bigint }>();
  #state: ProviderState;
  #nth = 0n;
  #version = 1;
  #stored: number;
  #dropped = false;

  /** `stored` says whether the store has the state. */
  constructor(input: ProviderChannelInput, { stored }: { readonly stored: boolean }) {
    this.#input = input;
    this.#state = input.state;
    this.#stored = stored ? 1 : 0;
  }

  get state(): ProviderState {
    return this.#state;
  }

  /** Puts another state in place, which {@link save} makes durable. */
  put(state: ProviderState): void {
    if (this.#dropped) throw unknownChannel(this.#state.terms.channel);
    if (state === this.#state) return;
    this.#state = state;
    this.#version += 1;
  }

  /** Resolves once the store has the state as it is now, or a later one; rejects with what the store throws. */
  async save(): Promise<void> {
    const version = this.#version;
    if (version === this.#stored) return;
    const { writer, key } = this.#input;
    await writer.write(key, () => (this.#dropped ? null : writeProvider(this.#state)));
    this.#stored = Math.max(this.#stored, version);
  }

  /** What a call cost that ended and is remembered. */
  ended(id: string): SettledCall | undefined {
    return this.#ended.get(id);
  }

  /** Remembers a call that ended; {@link save} makes that durable as well. */
  remember(id: string, call: SettledCall): void {
    this.#keep(id, { nth: this.#nth, ...call });
    this.#write(id);
  }

  /** Forgets a call. */
  forget(id: string): void {
    this.#ended.delete(id);
    this.#write(id);
  }

  /** Takes a call as the store has it. */
  load(id: string, key: string, text: string): void {
    const call = readEntry(key, text, (members) => ({
      nth: i64Of(members, "nth"),
      epoch: u32Of(members, "epoch"),
      cost: figuresOf(members, "cost"),
    }));
    this.#ended.set(id, call);
  }

  /** To be called once all calls are loaded. */
  sort(): void {
    const calls = [...this.#ended].sort(([, a], [, b]) => (a.nth < b.nth ? -1 : 1));
    this.#ended.clear();
    for (const [id, call] of calls) this.#keep(id, call);
  }

  /** Takes the channel and its calls out of the store. */
  async drop(): Promise<void> {
    this.#dropped = true;
    this.#version += 1;
    for (const id of [...this.#ended.keys()]) this.forget(id);
    await this.save();
  }

  #keep(id: string, call: SettledCall & { readonly nth: bigint }): void {
    this.#ended.set(id, call);
    this.#nth = call.nth + 1n;
    const [oldest] = this.#ended.size > this.#input.remembered ? this.#ended.keys() : [];
    if (oldest !== undefined) this.forget(oldest);
  }

  #write(id: string): void {
    const { writer, key } = this.#input;
    // callers that wait for the channel wait for the same commit
    void writer.write(`${key}/${id}`, () => {
      const call = this.#ended.get(id);
      if (call === undefined || this.#dropped) return null;
      const { nth, epoch, cost } = call;
      return writeEntry({ nth: String(nth), epoch: String(epoch), cost: plainFigures(cost) });
    });
  }
}

export function unknownChannel(channel: PublicKey): DiemError<"UnknownChannel"> {
  return voucherRefused("UnknownChannel", {
    reason: `the channel ${channel.toBase58()} is not tracked`,
    next: "read it from the chain and track it, if it is yours",
  });
}
