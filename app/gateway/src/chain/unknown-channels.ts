import { errors, type ProviderDesk } from "@diem/sdk";
import type { PublicKey } from "@solana/web3.js";
import { Refusal } from "../refusal";

const REMEMBERED_MS = 5_000;
/** Most channels that are remembered as not there, and that are looked for at once. */
const MAX_MISSING = 1_000;
const MAX_AT_ONCE = 8;
/** Errors of an address that is not a channel of the provider. */
const NOT_OWN = ["AccountNotFound", "WrongAccountType", "WrongProvider"] as const;

/** Looks for channels that calls name and the gateway does not know: a channel may have been opened a moment ago. */
export class UnknownChannels {
  readonly #missing = new Map<string, number>();
  readonly #looking = new Map<string, Promise<boolean>>();

  constructor(private readonly desk: Pick<ProviderDesk, "track">) {}

  /** Tracks the channel where it is one of the provider. Throws a Refusal `chain-unavailable` where the chain does not say. */
  async look(address: PublicKey): Promise<void> {
    const id = address.toBase58();
    const missing = this.#missing.get(id);
    if (missing !== undefined && performance.now() < missing) return;
    const there = await (this.#looking.get(id) ?? this.#ask(id, address));
    if (there) return;
    if (this.#missing.size >= MAX_MISSING) this.#missing.clear();
    this.#missing.set(id, performance.now() + REMEMBERED_MS);
  }

  async #ask(id: string, address: PublicKey): Promise<boolean> {
    const detail = "the channel cannot be looked up on chain now: try again";
    if (this.#looking.size >= MAX_AT_ONCE) throw new Refusal("chain-unavailable", { detail });
    const asked = this.desk.track(address).then(
      () => true,
      (cause: unknown) => {
        if (NOT_OWN.some((name) => errors.isDiemError(cause, name))) return false;
        throw new Refusal("chain-unavailable", { detail, cause });
      },
    );
    this.#looking.set(id, asked);
    return asked.finally(() => this.#looking.delete(id));
  }
}
