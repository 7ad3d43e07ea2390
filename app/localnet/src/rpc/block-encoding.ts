import type { Bank } from "../core/bank";
import type { Block } from "../core/blocks";
import type { BlockConfig } from "./params/configs";
import { encodeAccounts, encodeLanded } from "./transaction-encoding";

/** The result of getBlock. */
export function encodeBlock(bank: Bank, block: Block, options: BlockConfig) {
  return {
    blockHeight: block.height,
    blockTime: Number(block.time),
    blockhash: block.blockhash,
    parentSlot: Number(block.parent),
    previousBlockhash: block.previousBlockhash,
    ...encodeDetails(bank, block, options),
    ...(options.rewards !== false && { rewards: [] }),
  };
}

function encodeDetails({ ledger, accounts }: Bank, { signatures }: Block, options: BlockConfig) {
  const { transactionDetails: details = "full" } = options;
  if (details === "none") return {};
  if (details === "signatures") return { signatures };
  const encode = details === "full" ? encodeLanded : encodeAccounts;
  const entries = signatures.flatMap((signature) => ledger.get(signature) ?? []);
  return { transactions: entries.map((entry) => encode(entry, options, accounts)) };
}
