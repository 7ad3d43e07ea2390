import type { ConfirmedSignatureInfo } from "@solana/web3.js";
import { parseWhole, type Session, UsageError } from "../../core";

/** Bytes of a signature in base58 are 86 to 88 characters. */
const SIGNATURE = /^[1-9A-HJ-NP-Za-km-z]{80,90}$/;
/** Maximum number of signatures that a node gives at once. */
const PAGE = 1_000;

/** The position to continue from: after a transaction, or everything that the node still has. */
export type Start = { readonly signature: string; readonly sequences: [] } | "start";

/**
 * The position where a watch begins if it shows past events.
 *
 * @throws UsageError `StartInvalid` for what is neither a slot nor a signature.
 */
export async function startOf(session: Session, text: string): Promise<Start> {
  if (SIGNATURE.test(text)) return { signature: text, sequences: [] };
  if (/^\d+$/.test(text)) return beforeSlot(session, parseWhole(text, "slot"));
  throw new UsageError({
    name: "StartInvalid",
    message: `invalid slot or signature "${text}"`,
    next: "give a slot's number, or a transaction's signature as explorers show it",
  });
}

/** The program's newest transaction before a slot. */
async function beforeSlot({ connection, settings }: Session, slot: bigint): Promise<Start> {
  const finality = settings.commitment.value === "finalized" ? "finalized" : "confirmed";
  let page: ConfirmedSignatureInfo[] = [];
  do {
    const before = page.at(-1)?.signature;
    const options = { limit: PAGE, ...(before === undefined ? {} : { before }) };
    page = await connection.getSignaturesForAddress(settings.programId.value, options, finality);
    const older = page.find((info) => BigInt(info.slot) < slot);
    if (older !== undefined) return { signature: older.signature, sequences: [] };
  } while (page.length === PAGE);
  return "start";
}
