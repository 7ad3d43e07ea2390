import type { Connection } from "@solana/web3.js";
import { nodeUnreachable } from "../errors/client-errors";
import { ANSWER_MS, within } from "./wait";

/** The node's answer to a question that changes nothing. Throws `NodeUnreachable` if there is none. */
export async function answerOf<Answer>(
  { rpcEndpoint: endpoint }: Connection,
  call: Promise<Answer>,
): Promise<Answer> {
  try {
    return await within(ANSWER_MS, call);
  } catch (cause) {
    throw nodeUnreachable({ endpoint, cause });
  }
}
