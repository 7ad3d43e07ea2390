import { type ChannelAccount, errors, vouchers } from "@diem/sdk";
import { PublicKey } from "@solana/web3.js";
import type { Figures, Usage } from "@diem/wire";
import type { Account, Books, Held, Reserving, Standing } from "../calls/books";
import { Refusal } from "../refusal";
import { refusalOf } from "./refusals";
import type { UnknownChannels } from "./unknown-channels";

/** See {@link ProviderBooks}. */
export interface ProviderBooksInput {
  readonly ledger: vouchers.ProviderLedger;
  /** Unix seconds. Throws a Refusal `chain-unavailable`. */
  readonly now: () => bigint;
  readonly unknown: UnknownChannels;
}

const NOTHING: Figures = { diem: 0n, quota: 0n };

/** The channels of a provider: what their vouchers say, what was used, and what open calls hold of them. */
export class ProviderBooks implements Books {
  readonly #input: ProviderBooksInput;
  readonly #channels = new Map<string, PublicKey>();
  readonly #reserved = new Map<string, Figures>();

  constructor(input: ProviderBooksInput) {
    this.#input = input;
    for (const channel of input.ledger.channels) this.#channels.set(channel.toBase58(), channel);
  }

  /** Takes a channel as the chain has it. */
  async track(channel: ChannelAccount, epoch: number): Promise<void> {
    await this.#input.ledger.track(vouchers.providerTerms({ channel, epoch }));
    this.#channels.set(channel.address.toBase58(), channel.address);
  }

  /** Drops a channel that is closed on chain. */
  async forget(address: PublicKey): Promise<void> {
    if (!this.#channels.delete(address.toBase58())) return;
    await this.#input.ledger.forget(address);
  }

  async account(signed: vouchers.SignedVoucher): Promise<Account> {
    const address = signed.voucher.channel;
    const channel = address.toBase58();
    if (!this.#channels.has(channel)) await this.#input.unknown.look(address);
    if (!this.#channels.has(channel)) {
      const detail = `the channel ${channel} is not one of this provider: open one with it`;
      throw new Refusal("bad-voucher", { detail, members: { rule: "UnknownChannel" } });
    }
    const { ledger, now } = this.#input;
    return new SignedAccount({ ledger, now, signed, channel, books: this });
  }

  standing(channel: string): Standing | null {
    const address = this.#channels.get(channel);
    if (address === undefined) return null;
    const latest = this.#input.ledger.latest(address);
    const usage = latest?.usage ?? { epoch: 0, ...NOTHING };
    const reserved = this.#reserved.get(channel) ?? NOTHING;
    return { usage, reserved, voucher: latest?.signed ?? null };
  }

  /** Counts what open calls hold of a channel. */
  hold(channel: string, { diem, quota }: Figures): void {
    const before = this.#reserved.get(channel) ?? NOTHING;
    const after = { diem: before.diem + diem, quota: before.quota + quota };
    if (after.diem === 0n && after.quota === 0n) this.#reserved.delete(channel);
    else this.#reserved.set(channel, after);
  }

  /** DIEM base units that open calls hold of all channels. */
  get reservedDiem(): bigint {
    return [...this.#reserved.values()].reduce((sum, { diem }) => sum + diem, 0n);
  }
}

interface SignedAccountInput extends Pick<ProviderBooksInput, "ledger" | "now"> {
  readonly signed: vouchers.SignedVoucher;
  readonly channel: string;
  readonly books: ProviderBooks;
}

class SignedAccount implements Account {
  readonly channel: string;
  readonly #input: SignedAccountInput;

  constructor(input: SignedAccountInput) {
    this.#input = input;
    this.channel = input.channel;
  }

  get price(): bigint {
    const { ledger, signed } = this.#input;
    return ledger.terms(signed.voucher.channel).price;
  }

  async accept(): Promise<void> {
    const { ledger, signed, now } = this.#input;
    try {
      await ledger.accept(signed, { now: now() });
    } catch (error) {
      // vouchers of calls that overlap come in any order: whether an older one will do, `reserve` says
      if (!errors.isDiemError(error, "SignsDown")) throw refusalOf(error, this.standing());
    }
  }

  available(): Figures {
    const { ledger, signed, now } = this.#input;
    return ledger.available(signed.voucher.channel, { now: now() });
  }

  reserve({ call: callId, credits, within }: Reserving): Held | null {
    const { ledger, signed, now, channel, books } = this.#input;
    const own = within === null ? {} : { within };
    try {
      const held = ledger.reserve(signed, { callId, most: { credits }, ...own, now: now() });
      books.hold(channel, held.most);
      const letGo = () => books.hold(channel, negative(held.most));
      return new ReservedCall({ held, letGo, standing: () => this.standing() });
    } catch (error) {
      if (errors.isDiemError(error, "BeyondCeiling")) return null;
      throw refusalOf(error, this.standing());
    }
  }

  standing(): Standing {
    const { books, channel } = this.#input;
    const found = books.standing(channel);
    if (found !== null) return found;
    const detail = `the channel ${channel} was closed: open another one`;
    throw new Refusal("channel-closing", { detail });
  }
}

interface ReservedCallInput {
  readonly held: vouchers.Reservation;
  /** To be called once, when the call has ended. */
  readonly letGo: () => void;
  readonly standing: () => Standing;
}

class ReservedCall implements Held {
  readonly most: Figures;
  readonly usage: Usage;
  readonly #input: ReservedCallInput;

  constructor(input: ReservedCallInput) {
    this.#input = input;
    this.most = input.held.most;
    this.usage = input.standing().usage;
  }

  stored(): Promise<void> {
    return this.#told(this.#input.held.stored());
  }

  progress(used: Figures): Promise<void> {
    return this.#told(this.#input.held.progress(used));
  }

  async settle(used: Figures): Promise<Usage> {
    const usage = await this.#told(this.#input.held.settle(used));
    this.#input.letGo();
    return usage;
  }

  async release(): Promise<void> {
    // free at once; where the store fails, so does the call that comes next
    this.#input.letGo();
    await this.#told(this.#input.held.release());
  }

  #told<Value>(promise: Promise<Value>): Promise<Value> {
    return promise.catch((error: unknown) => {
      throw refusalOf(error, this.#input.standing());
    });
  }
}

function negative({ diem, quota }: Figures): Figures {
  return { diem: -diem, quota: -quota };
}
