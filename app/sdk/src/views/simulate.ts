import { Buffer } from "buffer";
import {
  type Commitment,
  type Connection,
  PublicKey,
  type TransactionInstruction,
  TransactionMessage,
  VersionedTransaction,
} from "@solana/web3.js";
import { decodeStruct } from "../codec/decode";
import type { Struct, StructName } from "../codec/types";
import { from } from "../errors/from";
import { defined } from "../defined";

/** The caller of a view, and the connection. */
export interface ViewOptions {
  readonly connection: Connection;
  /** Any wallet that could pay a transaction's fee: validators ask for one. It neither signs nor pays. */
  readonly payer: PublicKey;
  /** The state to ask; default: the connection's own commitment. */
  readonly commitment?: Commitment;
}

/** Replaced by the validator. */
const ANY_BLOCKHASH = PublicKey.default.toBase58();

/** Simulates a view, which needs no signature, and decodes what it returned: a struct of the IDL. */
export async function simulateView<Name extends StructName>(
  { connection, payer, commitment }: ViewOptions,
  { answer, instruction }: { readonly answer: Name; readonly instruction: TransactionInstruction },
): Promise<Struct<Name>> {
  const message = new TransactionMessage({
    payerKey: payer,
    recentBlockhash: ANY_BLOCKHASH,
    instructions: [instruction],
  });
  const { value } = await connection.simulateTransaction(
    new VersionedTransaction(message.compileToV0Message()),
    { sigVerify: false, replaceRecentBlockhash: true, ...defined({ commitment }) },
  );
  if (value.err !== null) throw from(value, { programId: instruction.programId });
  const [text] = value.returnData?.data ?? [""];
  return decodeStruct(answer, Buffer.from(text, "base64"));
}
