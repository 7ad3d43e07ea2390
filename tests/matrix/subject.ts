import { ACCOUNT_SIZE, MINT_SIZE, TOKEN_PROGRAM_ID } from "@solana/spl-token";
import type { AccountInfo, AccountMeta, PublicKey, TransactionInstruction } from "@solana/web3.js";
import { PROGRAM_ID } from "@diem/sdk";
import { accountTypes, definitions } from "./idl";

/**
 * What an account of a call is. `fixed` is one whose address the IDL names, `unborn` one that does not exist yet,
 * `absent` an optional one that the call leaves out; states are named by their type.
 */
export type Role =
  | { readonly is: "signer" | "wallet" | "token" | "mint" | "fixed" | "unborn" | "absent" }
  | { readonly is: "state"; readonly type: string };

/** One account of a call that is to be replaced. */
export interface Subject {
  readonly name: string;
  readonly index: number;
  readonly meta: AccountMeta;
  readonly optional: boolean;
  readonly role: Role;
  /** Null where there is none. */
  readonly info: AccountInfo<Buffer> | null;
}

type Read = (address: PublicKey) => AccountInfo<Buffer> | null;

/** The type of an account of this program, `untyped` where it has none, or `foreign`. */
export function typeOf({ owner, data }: AccountInfo<Buffer>): string {
  if (!owner.equals(PROGRAM_ID)) return "foreign";
  const type = accountTypes.find(({ discriminator }) =>
    discriminator.every((byte, at) => data[at] === byte),
  );
  return type?.name ?? "untyped";
}

function roleOf(info: AccountInfo<Buffer> | null): Role {
  if (info === null) return { is: "unborn" };
  const type = typeOf(info);
  if (type !== "foreign") return { is: "state", type };
  if (!info.owner.equals(TOKEN_PROGRAM_ID)) return { is: "wallet" };
  if (info.data.length === ACCOUNT_SIZE) return { is: "token" };
  if (info.data.length === MINT_SIZE) return { is: "mint" };
  throw new Error(`no known account has ${info.data.length} bytes`);
}

/** The accounts of a call, remaining ones too. */
export function subjectsOf(
  instructionName: string,
  { keys }: TransactionInstruction,
  read: Read,
): Subject[] {
  const items = definitions[instructionName]?.accounts ?? [];
  return keys.map((meta, index) => {
    const item = items[index] ?? { name: `channel ${index - items.length + 1}` };
    const { name, signer, optional = false, address } = item;
    const info = read(meta.pubkey);
    const left = { name, index, meta, optional, info };
    if (optional && meta.pubkey.equals(PROGRAM_ID)) return { ...left, role: { is: "absent" } };
    if (address !== undefined) return { ...left, role: { is: "fixed" } };
    return { ...left, role: signer === true ? { is: "signer" } : roleOf(info) };
  });
}
