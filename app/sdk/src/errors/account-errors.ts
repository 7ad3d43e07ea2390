import type { PublicKey } from "@solana/web3.js";

/** There is no account at the address. */
export class AccountNotFoundError extends Error {
  override readonly name = "AccountNotFoundError";
  readonly address: PublicKey;

  constructor({ kind, address }: { kind: string; address: PublicKey }) {
    super(
      `there is no ${kind} at ${address.toBase58()}: check the address and the cluster, or create it first`,
    );
    this.address = address;
  }
}

/** There is an account, but it is not what was asked for. */
export class AccountTypeError extends Error {
  override readonly name = "AccountTypeError";
  /** Unknown where bare data was decoded. */
  readonly address: PublicKey | undefined;

  constructor({
    kind,
    reason,
    address,
  }: {
    kind: string;
    reason: string;
    address?: PublicKey | undefined;
  }) {
    super(`${address?.toBase58() ?? "the data"} is no ${kind}: ${reason}`);
    this.address = address;
  }
}
