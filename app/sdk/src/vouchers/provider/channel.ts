import type { PublicKey } from "@solana/web3.js";
import { type ProviderState, writeProvider } from "./state";
import { Queue } from "../store/queue";
import type { Store } from "../store/store";
import type { DiemError } from "../../errors/diem-error";
import { voucherRefused } from "../../errors/voucher-errors";

/** One channel of a provider's ledger: its changes run one after the other, and are stored before they count. */
export class ProviderChannel {
  readonly #store: Store;
  readonly #key: string;
  readonly #queue = new Queue();
  #state: ProviderState;
  #dropped = false;

  /** With what the store has under `key`. */
  constructor({ store, key, state }: { store: Store; key: string; state: ProviderState }) {
    this.#store = store;
    this.#key = key;
    this.#state = state;
  }

  get state(): ProviderState {
    return this.#state;
  }

  /** The next state, stored. Where `next` or the store throws, nothing changes. */
  change(next: (state: ProviderState) => ProviderState): Promise<ProviderState> {
    return this.#queue.run(async () => {
      // what waited while the channel was dropped must not write it again
      if (this.#dropped) throw unknownChannel(this.#state.terms.channel);
      const state = next(this.#state);
      if (state === this.#state) return state;
      await this.#store.set(this.#key, writeProvider(state));
      this.#state = state;
      return state;
    });
  }

  /** Takes the channel out of the store. */
  drop(): Promise<void> {
    return this.#queue.run(async () => {
      await this.#store.delete(this.#key);
      this.#dropped = true;
    });
  }
}

export function unknownChannel(channel: PublicKey): DiemError<"UnknownChannel"> {
  return voucherRefused("UnknownChannel", {
    reason: `the channel ${channel.toBase58()} is not tracked`,
    next: "read it from the chain and track it, if it is yours",
  });
}
