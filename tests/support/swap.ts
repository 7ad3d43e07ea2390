import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { idl } from "@diem/sdk/idl";

/** The same instruction with other accounts, by the names that the program gives them. */
export function swap(
  instruction: TransactionInstruction,
  by: Readonly<Record<string, PublicKey>>,
): TransactionInstruction {
  const own = idl.instructions.find(({ discriminator }) =>
    discriminator.every((byte, index) => instruction.data[index] === byte),
  );
  for (const [name, key] of Object.entries(by)) {
    const index = own?.accounts.findIndex((account) => (account.name as string) === name) ?? -1;
    const meta = instruction.keys[index];
    if (meta === undefined) throw new Error(`no account ${name}`);
    meta.pubkey = key;
  }
  return instruction;
}
