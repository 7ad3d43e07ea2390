import { errors, type ProviderDesk, vouchers } from "@diem/sdk";
import type { PublicKey } from "@solana/web3.js";
import type { Figures, Usage } from "@diem/wire";
import type {
  ProviderChannel,
  ProviderChannels,
  HeldCall,
  ReserveOptions,
  ChannelStatus,
} from "../calls/channels";
import { Refusal } from "../refusal";
import { addressOf, addressText } from "./address";
import { type BadSignatures, tooManyBadSignatures } from "./bad-signatures";
import type { Exposure } from "./exposure";
import { refusalOf } from "./refusals";
import { UnknownChannels } from "./unknown-channels";

const NOTHING: Figures = { diem: 0n, quota: 0n };

/** The channels of a provider, by its ledger: what vouchers say, what was used, and what open calls hold of them. */
export class LedgerChannels implements ProviderChannels {
  readonly #desk: ProviderDesk;
  readonly #exposure: Exposure;
  readonly #badSignatures: BadSignatures;
  readonly #unknown: UnknownChannels;

  constructor(desk: ProviderDesk, exposure: Exposure, badSignatures: BadSignatures) {
    this.#desk = desk;
    this.#exposure = exposure;
    this.#badSignatures = badSignatures;
    this.#unknown = new UnknownChannels(desk);
  }

  async account(signed: vouchers.SignedVoucher, client: string): Promise<ProviderChannel> {
    const address = signed.voucher.channel;
    if (this.#termsOf(address) === null) await this.#unknown.look(address);
    const terms = this.#termsOf(address);
    // of the ledger's own address, which is written once
    const channel = addressText(terms?.channel ?? address);
    const [desk, exposure, badSignatures] = [this.#desk, this.#exposure, this.#badSignatures];
    if (terms !== null) {
      return new VoucherChannel({
        ...{ desk, exposure, badSignatures, signed, client, channel, channels: this },
      });
    }
    const detail = `the channel ${channel} does not belong to this provider: open a channel with this provider`;
    throw new Refusal("bad-voucher", { detail, members: { rule: "UnknownChannel" } });
  }

  status(channel: string): ChannelStatus | null {
    const address = addressOf(channel);
    return address === null ? null : this.statusOf(address);
  }

  /** As {@link status}, by the address itself. */
  statusOf(address: PublicKey): ChannelStatus | null {
    if (this.#termsOf(address) === null) return null;
    const latest = this.#desk.ledger.latest(address);
    const usage = latest?.usage ?? { epoch: 0, ...NOTHING };
    const reserved = this.#desk.ledger.reserved(address);
    return { usage, reserved, voucher: latest?.signed ?? null };
  }

  /** DIEM base units that open calls hold of all channels. */
  get reservedDiem(): bigint {
    const { ledger } = this.#desk;
    return ledger.channels.reduce((sum, channel) => sum + ledger.reserved(channel).diem, 0n);
  }

  #termsOf(address: PublicKey): vouchers.ProviderChannelTerms | null {
    try {
      return this.#desk.ledger.terms(address);
    } catch (error) {
      if (errors.isDiemError(error, "UnknownChannel")) return null;
      throw error;
    }
  }
}

interface VoucherChannelInput {
  readonly desk: ProviderDesk;
  readonly exposure: Exposure;
  readonly badSignatures: BadSignatures;
  readonly signed: vouchers.SignedVoucher;
  readonly client: string;
  readonly channel: string;
  readonly channels: LedgerChannels;
}

class VoucherChannel implements ProviderChannel {
  readonly channel: string;
  readonly #input: VoucherChannelInput;

  constructor(input: VoucherChannelInput) {
    this.#input = input;
    this.channel = input.channel;
  }

  get price(): bigint {
    const { desk, signed } = this.#input;
    return desk.ledger.terms(signed.voucher.channel).price;
  }

  async accept(): Promise<void> {
    const { desk, signed } = this.#input;
    this.#requireCheck();
    try {
      await desk.accept(signed);
      this.#checked();
    } catch (error) {
      this.#checked(error);
      // vouchers of calls that overlap come in any order: whether an older one will do, `reserve` says
      if (!errors.isDiemError(error, "SignsDown")) throw refusalOf(error, this.status());
    }
  }

  available(): Figures {
    const { desk, signed } = this.#input;
    return desk.available(signed.voucher.channel);
  }

  reserve({ call: callId, credits, within }: ReserveOptions): HeldCall | null {
    const { desk, exposure, signed } = this.#input;
    const own = within === null ? {} : { within };
    this.#requireCheck();
    try {
      exposure.require(signed.voucher.channel, credits);
      const held = desk.reserve(signed, { callId, most: { credits }, ...own });
      this.#checked();
      const { price } = this;
      exposure.add(held.most, price);
      return new ReservedCall({ held, exposure, price, status: () => this.status() });
    } catch (error) {
      this.#checked(error);
      if (errors.isDiemError(error, "BeyondCeiling")) return null;
      throw refusalOf(error, this.status());
    }
  }

  /** Throws a Refusal `too-many-requests` if the voucher's signature may not be checked now. */
  #requireCheck(): void {
    const { badSignatures, desk, client, channel, signed } = this.#input;
    const waitSecs = badSignatures.waitSecs(client, channel);
    if (waitSecs === 0) return;
    const newest = desk.ledger.latest(signed.voucher.channel)?.signed;
    if (newest !== undefined && vouchers.sameSigned(newest, signed)) return;
    throw tooManyBadSignatures(waitSecs);
  }

  /** Counts the result of the signature check; other errors say nothing about it. */
  #checked(error?: unknown): void {
    const { badSignatures, client, channel } = this.#input;
    if (error === undefined) badSignatures.good(client, channel);
    else if (errors.isDiemError(error, "BadSignature")) badSignatures.bad(client, channel);
  }

  status(): ChannelStatus {
    const { channels, channel, signed } = this.#input;
    const found = channels.statusOf(signed.voucher.channel);
    if (found !== null) return found;
    const detail = `the channel ${channel} was closed: open another one`;
    throw new Refusal("channel-closing", { detail });
  }
}

interface ReservedCallInput {
  readonly held: vouchers.Reservation;
  readonly exposure: Exposure;
  readonly price: bigint;
  readonly status: () => ChannelStatus;
}

class ReservedCall implements HeldCall {
  readonly most: Figures;
  readonly #input: ReservedCallInput;

  constructor(input: ReservedCallInput) {
    this.#input = input;
    this.most = input.held.most;
  }

  get usage(): Usage {
    return this.#input.status().usage;
  }

  stored(): Promise<void> {
    return this.#orRefuse(this.#input.held.stored());
  }

  progress(used: Figures): Promise<void> {
    return this.#orRefuse(this.#input.held.progress(used));
  }

  async settle(used: Figures): Promise<Usage> {
    const usage = await this.#orRefuse(this.#input.held.settle(used));
    this.#free(used);
    return usage;
  }

  async release(): Promise<void> {
    await this.#orRefuse(this.#input.held.release());
    this.#free(NOTHING);
  }

  /** An unused reservation is no longer a risk. */
  #free(used: Figures): void {
    const { exposure, price } = this.#input;
    const { diem, quota } = this.most;
    exposure.add({ diem: used.diem - diem, quota: used.quota - quota }, price);
  }

  #orRefuse<Value>(promise: Promise<Value>): Promise<Value> {
    return promise.catch((error: unknown) => {
      throw refusalOf(error, this.#input.status());
    });
  }
}
