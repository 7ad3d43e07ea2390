import type { vouchers } from "@diem/sdk";
import type { Figures, Usage } from "@diem/wire";

/** A call's reservation in its channel. It ends once: it is settled or released. */
export interface HeldCall {
  /** What it may cost at most. */
  readonly most: Figures;
  /** What was used of the channel so far, without what is open. */
  readonly usage: Usage;
  /** Resolves when the voucher and the reservation are durable. Throws a Refusal `store-unavailable`. */
  stored(): Promise<void>;
  /** Stores the cost so far, which is charged if the gateway ends during the call. */
  progress(used: Figures): Promise<void>;
  /**
   * Books what was used, and returns what was used of the channel in all; durable when it resolves.
   *
   * @throws Refusal `store-unavailable`: nothing is booked, and the reservation stays.
   */
  settle(used: Figures): Promise<Usage>;
  /** Books nothing. Throws a Refusal `store-unavailable`. */
  release(): Promise<void>;
}

/** See {@link ProviderChannel.reserve}. */
export interface ReserveOptions {
  readonly call: string;
  /** Micro-credits that the call may cost: drawn from the quota first, paid for in DIEM beyond it. */
  readonly credits: bigint;
  /** The call's own ceiling; null where all that the voucher covers may be used. */
  readonly within: Figures | null;
}

/** The channel of a voucher that came with a call. */
export interface ProviderChannel {
  readonly channel: string;
  /** DIEM base units for a credit. */
  readonly price: bigint;
  /**
   * Takes the voucher. Throws a Refusal `bad-voucher`, `voucher-too-low`, `quota-epoch-passed`, `over-deposit`,
   * `channel-closing`, `chain-unavailable`, `store-unavailable` or `too-many-requests`.
   */
  accept(): Promise<void>;
  /** What may still be reserved of the vouchers that were taken. */
  available(): Figures;
  /**
   * Takes the voucher and reserves, in one step and at once.
   *
   * @returns null where the vouchers, or the call's own ceiling, do not cover it.
   * @throws Refusal as {@link accept}, `call-in-progress` or `call-served`.
   */
  reserve(of: ReserveOptions): HeldCall | null;
  status(): ChannelStatus;
}

/** The state of a channel. */
export interface ChannelStatus {
  readonly usage: Usage;
  /** By calls that are open. */
  readonly reserved: Figures;
  /** The newest voucher; null before the first. */
  readonly voucher: vouchers.SignedVoucher | null;
}

/** The channels of the provider. */
export interface ProviderChannels {
  /** The channel of a voucher that came from an address. Throws a Refusal `bad-voucher` or `chain-unavailable`. */
  account(signed: vouchers.SignedVoucher, client: string): Promise<ProviderChannel>;
  /** The state of a channel; null for an unknown one. */
  status(channel: string): ChannelStatus | null;
}
