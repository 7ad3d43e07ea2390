import { type ConsumerChannel, type DiemClient, errors, type vouchers } from "@diem/sdk";
import type { PublicKey } from "@solana/web3.js";
import type { Usage } from "@diem/wire";
import { DiemClientError } from "../errors";

/** See {@link Payer.open}. */
export interface PayerInput {
  readonly client: DiemClient;
  readonly channel: PublicKey;
  readonly signer: vouchers.VoucherSigner;
  /** Must be durable. */
  readonly store: vouchers.Store;
  /** Called when the chain cannot be followed; it is tried again. */
  readonly onError?: (error: unknown) => void;
}

/** Where the vouchers of a channel stand: DIEM base units, and micro-credits of the epoch's quota. */
export interface Standing {
  /** The newest voucher's ceiling, which the provider may claim at most. */
  readonly signed: vouchers.Figures;
  /** What is known to be used. */
  readonly used: vouchers.Figures;
  /** What open calls may cost. */
  readonly held: vouchers.Figures;
  /** The amount that may still be signed for, in addition to open calls. */
  readonly available: vouchers.Figures;
  /** DIEM base units for a credit. */
  readonly price: bigint;
}

/** Signs for the calls of one channel: one ceiling for all that are open together. */
export class Payer {
  readonly #channel: ConsumerChannel;
  readonly #held = new Set<vouchers.OpenCall>();
  #openCalls = 0;
  #waiting: (() => void)[] = [];

  private constructor(channel: ConsumerChannel) {
    this.#channel = channel;
  }

  /** With what was signed before, as the store and the chain have it; follows the chain from here on. */
  static async open({ client, ...input }: PayerInput): Promise<Payer> {
    return new Payer(await client.vouchers.consumer(input));
  }

  /** DIEM base units for a credit. */
  get price(): bigint {
    return this.#channel.ledger.terms.price;
  }

  /** The amount that may still be signed for, in addition to open calls. */
  get available(): vouchers.Figures {
    return this.#channel.ledger.available;
  }

  /** DIEM base units that are known to be used in all. */
  get used(): bigint {
    return this.#channel.ledger.state.used.diem;
  }

  /** Where the vouchers of the channel stand. */
  get standing(): Standing {
    const { signed, used } = this.#channel.ledger.state;
    const held = [...this.#held].reduce(
      (sum, { most }) => ({ quota: sum.quota + most.quota, diem: sum.diem + most.diem }),
      { quota: 0n, diem: 0n },
    );
    return { signed, used, held, available: this.available, price: this.price };
  }

  /** How many calls are open. */
  get openCalls(): number {
    return this.#openCalls;
  }

  /** Takes the channel as the chain has it now. */
  refresh(): Promise<void> {
    return this.#channel.refresh();
  }

  /** Ends the following of the chain. */
  stop(): Promise<void> {
    return this.#channel.stop();
  }

  /** Resolves when one of the open calls has ended. */
  oneEnded(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Opens a call, which holds what it may cost at once, and signs. Throws what the ledger throws. */
  async openCall(most: vouchers.Figures, callId: string): Promise<vouchers.OpenCall> {
    this.#openCalls += 1;
    try {
      const call = await this.#channel.open(most, { callId });
      this.#held.add(call);
      return call;
    } catch (error) {
      this.#ended();
      throw error;
    }
  }

  /**
   * Ends a call. `usage` is what the provider says was used in all; null if it is not known.
   *
   * @throws DiemClientError `GatewayLies`.
   */
  async closeCall(call: vouchers.OpenCall, usage: Usage | null): Promise<void> {
    this.#held.delete(call);
    try {
      await this.#believed(call.close(usage ?? undefined));
    } finally {
      this.#ended();
    }
  }

  /**
   * Accepts the voucher and the figures of a gateway, if a signature of this ledger proves them.
   *
   * @throws DiemClientError `GatewayLies`.
   */
  async restore(signed: vouchers.SignedVoucher, usage: Usage): Promise<void> {
    await this.#channel.ledger.restore(signed).catch((cause: unknown) => {
      const message =
        "the gateway returned a voucher that this client did not sign: check the address, and do not sign more vouchers for it";
      throw new DiemClientError("GatewayLies", { message, cause });
    });
    await this.believe(usage);
  }

  /**
   * Accepts the total use that the provider reports, up to the signed amount. Throws a DiemClientError `GatewayLies`.
   */
  async believe(usage: Usage): Promise<void> {
    await this.#believed(this.#channel.ledger.acknowledge(usage));
  }

  async #believed(adopting: Promise<void>): Promise<void> {
    await adopting.catch((cause: unknown) => {
      if (!errors.isDiemError(cause, "Uncovered")) throw cause;
      const message =
        "the gateway reports more use than this client ever signed for: do not sign more vouchers for it";
      throw new DiemClientError("GatewayLies", { message, cause });
    });
  }

  #ended(): void {
    this.#openCalls -= 1;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
