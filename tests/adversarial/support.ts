import { createTransferInstruction, TOKEN_PROGRAM_ID } from "@solana/spl-token";
import { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { expect } from "chai";
import type { TestChain } from "../support/chain";
import type { Actor, World } from "../support/world";

export function bytesOfU64(value: bigint): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(value);
  return bytes;
}

export function bytesOfU32(value: number): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** A copy whose accounts can be changed without changing the original's. */
export function copy({ programId, data, keys }: TransactionInstruction): TransactionInstruction {
  return new TransactionInstruction({ programId, data, keys: keys.map((meta) => ({ ...meta })) });
}

/** No account stands at any of the addresses. */
export async function expectNothingAt(
  { chain }: World,
  addresses: readonly PublicKey[],
): Promise<void> {
  for (const address of addresses) {
    expect(await chain.connection.getAccountInfo(address), address.toBase58()).to.equal(null);
  }
}

/** Sends VVV to an account without a word to the program. */
export function donate(
  world: World,
  { vvv, address, keypair }: Actor,
  to: PublicKey,
  amount: bigint,
): Promise<string> {
  return world.send([createTransferInstruction(vvv, to, address, amount)], [keypair]);
}

const PROGRAM_DATA_HEADER = 45;

/** A program of somebody else's that does what the SPL Token program does. Needs the embedded chain. */
export function tokenProgramClone(chain: TestChain): PublicKey {
  const { embedded } = chain;
  const token = embedded?.getAccount(TOKEN_PROGRAM_ID);
  if (embedded === undefined || !token) throw new Error("needs the embedded chain");
  const [code] = PublicKey.findProgramAddressSync([TOKEN_PROGRAM_ID.toBytes()], token.owner);
  const stored = embedded.getAccount(code);
  if (stored === null) throw new Error("the token program has no code");
  const programId = chain.keypair().publicKey;
  embedded.addProgram(programId, stored.data.subarray(PROGRAM_DATA_HEADER));
  return programId;
}
