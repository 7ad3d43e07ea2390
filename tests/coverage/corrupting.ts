import type { AccountInfo, PublicKey } from "@solana/web3.js";
import { fieldOffset } from "../../app/sdk/dist/codec/layout";
import type { World } from "../support/world";

/** Field values by name: a `bigint` is written as 64 bits, a `number` as one byte. */
export type Figures = Readonly<Record<string, bigint | number>>;

/** Where an SPL token account keeps its amount. */
const TOKEN_AMOUNT_AT = 64;

/** Overwrites fields of a program's account; returns what puts everything back. */
export function corrupt(
  world: World,
  address: PublicKey,
  struct: string,
  figures: Figures,
): () => void {
  return overwrite(world, address, (data) => {
    for (const [name, value] of Object.entries(figures)) {
      const offset = fieldOffset(struct, name);
      if (typeof value === "bigint") data.writeBigUInt64LE(value, offset);
      else data.writeUInt8(value, offset);
    }
  });
}

/** Lets tokens vanish from a vault, which no instruction can. */
export function drain(world: World, vault: PublicKey, amount: bigint): () => void {
  return overwrite(world, vault, (data) => {
    const held = data.readBigUInt64LE(TOKEN_AMOUNT_AT);
    data.writeBigUInt64LE(held - amount, TOKEN_AMOUNT_AT);
  });
}

/** Overwrites the data of any account; returns what puts everything back. */
export function overwrite(
  { chain: { embedded } }: World,
  address: PublicKey,
  write: (data: Buffer) => void,
): () => void {
  const account = embedded?.getAccount(address) ?? null;
  if (embedded === undefined || account === null)
    throw new Error(`no account at ${address.toBase58()}`);
  const before: AccountInfo<Buffer> = { ...account, data: Buffer.from(account.data) };
  write(account.data);
  embedded.setAccount(address, account);
  return () => embedded.setAccount(address, before);
}
