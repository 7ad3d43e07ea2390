import { constants, type ProviderDesk } from "@diem/sdk";
import type { Figures } from "@diem/wire";
import type { PublicKey } from "@solana/web3.js";
import { Refusal } from "../refusal";

/** Most micro-credits that may be used or reserved and not be settled; null for no limit. */
export interface ExposureLimits {
  readonly channel: bigint | null;
  /** Of all channels of this gateway. */
  readonly total: bigint | null;
}

/** See {@link Exposure}. */
export interface ExposureInput {
  readonly ledger: ProviderDesk["ledger"];
  readonly limits: ExposureLimits;
  /** Called for each call that a limit refuses. */
  readonly onReached: () => void;
}

const RETRY_SECS = "5";

/** The possible loss of a provider that cannot settle: used or reserved amounts that are not settled. */
export class Exposure {
  readonly #input: ExposureInput;
  #total = 0n;

  constructor(input: ExposureInput) {
    this.#input = input;
    this.recount();
  }

  /** Micro-credits of all channels. */
  get total(): bigint {
    return this.#total;
  }

  /** Counts all channels again, because settlements do not update this count. */
  recount(): void {
    const { ledger } = this.#input;
    this.#total = ledger.channels.reduce((sum, channel) => sum + this.#of(channel), 0n);
  }

  /** Throws a Refusal `settlement-pending` where a call of so many micro-credits would pass a limit. */
  require(channel: PublicKey, credits: bigint): void {
    const { limits, onReached } = this.#input;
    const passes = (limit: bigint | null, held: () => bigint) =>
      limit !== null && held() + credits > limit;
    const whose = passes(limits.channel, () => this.#of(channel))
      ? "the channel"
      : passes(limits.total, () => this.#total)
        ? "all channels together"
        : null;
    if (whose === null) return;
    onReached();
    const detail = `the unsettled use of ${whose} is at the provider's limit and is being settled: try again in a moment, or ask for a shorter answer`;
    throw new Refusal("settlement-pending", { detail, headers: { "retry-after": RETRY_SECS } });
  }

  /** Adds what was reserved at a channel's price, in DIEM base units for a credit; figures below zero take it away. */
  add(figures: Figures, price: bigint): void {
    this.#total += creditsFloor(figures, price);
  }

  #of(channel: PublicKey): bigint {
    const { ledger } = this.#input;
    return creditsFloor(ledger.unsettled(channel), ledger.terms(channel).price);
  }
}

function creditsFloor({ quota, diem }: Figures, price: bigint): bigint {
  return quota + (diem * constants.CREDIT_UNIT) / price;
}
