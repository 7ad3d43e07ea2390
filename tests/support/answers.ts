import type { Signer, TransactionInstruction } from "@solana/web3.js";
import { PROGRAM_ID } from "@diem/sdk";
import { decodeStruct } from "../../app/sdk/dist/codec/decode";
import type { Struct, StructName } from "../../app/sdk/dist/codec/types";
import type { World } from "./world";

const RETURNED = new RegExp(`^Program return: ${PROGRAM_ID.toBase58()} (\\S+)$`);

/** What a view said, and the second at which it was said. */
export interface Answer<Name extends StructName> {
  readonly said: Struct<Name>;
  readonly now: bigint;
}

/** Sends a view together with what follows it, so that both go by one clock, whatever chain it is. */
export async function answerTo<Name extends StructName>(
  world: World,
  answer: Name,
  [view, ...rest]: readonly [TransactionInstruction, ...TransactionInstruction[]],
  signers: Signer[] = [],
): Promise<Answer<Name>> {
  const signature = await world.send([view, ...rest], signers);
  const landed = await world.chain.connection.getTransaction(signature, {
    commitment: "confirmed",
    maxSupportedTransactionVersion: 0,
  });
  const returned = (landed?.meta?.logMessages ?? []).flatMap(
    (line) => RETURNED.exec(line)?.[1] ?? [],
  );
  const [text, ...more] = returned;
  if (text === undefined || more.length > 0)
    throw new Error(`${returned.length} answers in ${signature}`);
  const said = decodeStruct(answer, Buffer.from(text, "base64"));
  return { said, now: BigInt(landed?.blockTime ?? 0) };
}
