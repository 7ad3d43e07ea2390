import { readFileSync } from "node:fs";
import { DIEM_PROGRAM_PATH } from "@diem/localnet";
import { pda, PROGRAM_ID } from "@diem/sdk";
import { PublicKey } from "@solana/web3.js";
import type { TestChain } from "./chain";

const EVENT_AUTHORITY = Buffer.from("__event_authority");
/** Opcode of the instruction that loads 8 bytes, whose halves stand 4 and 12 bytes behind it. */
const LOAD = 0x18;
const WORD = 8;

/**
 * Deploys the program a second time, at another address: the same code, with its own address and its event authority
 * replaced in it. Needs the embedded chain.
 */
export function deployOtherProgram(chain: TestChain): PublicKey {
  const { embedded } = chain;
  if (embedded === undefined) throw new Error("this test needs the embedded chain");
  const authorityOf = (programId: PublicKey) =>
    PublicKey.findProgramAddressSync([EVENT_AUTHORITY], programId);
  const [ownAuthority, bump] = authorityOf(PROGRAM_ID);
  let programId = chain.keypair().publicKey;
  // the bump is in the code as well
  while (authorityOf(programId)[1] !== bump) programId = chain.keypair().publicKey;
  const code = readFileSync(DIEM_PROGRAM_PATH);
  replace(code, PROGRAM_ID, programId);
  replace(code, ownAuthority, pda.eventAuthority({ programId }));
  embedded.addProgram(programId, code);
  return programId;
}

/** Replaces an address where it is stored, and where instructions load it word by word. */
function replace(code: Buffer, before: PublicKey, after: PublicKey): void {
  const [old, next] = [before.toBuffer(), after.toBuffer()];
  for (let at = code.indexOf(old); at >= 0; at = code.indexOf(old, at + 1)) next.copy(code, at);
  for (let word = 0; word < old.length; word += WORD) {
    const [low, high] = [old.subarray(word, word + 4), old.subarray(word + 4, word + WORD)];
    for (let at = code.indexOf(low); at >= 0; at = code.indexOf(low, at + 1)) {
      const loads = code[at - 4] === LOAD && code.subarray(at + 8, at + 12).equals(high);
      if (!loads) continue;
      next.copy(code, at, word, word + 4);
      next.copy(code, at + 8, word + 4, word + WORD);
    }
  }
}
