import { type ChainAccount, fromNative } from "../core/accounts";
import { encodeAddress } from "../core/addresses";
import type { Bank, Simulation } from "../core/bank";
import { FailedTransactionMetadata } from "../core/svm";
import type { DecodedTransaction } from "../core/transaction";
import { encodeAccount } from "./account-encoding";
import { encodeByAddress, encodeInnerInstructions, encodeReturnData } from "./instruction-encoding";
import { isOptions, type Options, parseAddress } from "./method";

/** The `value` of simulateTransaction and the `data` of a preflight failure. */
export function encodeSimulation(
  bank: Bank,
  transaction: DecodedTransaction,
  { err, result }: Simulation,
  options: Options,
) {
  const metadata = result?.meta();
  return {
    err,
    logs: metadata?.logs() ?? [],
    accounts: encodePostAccounts(bank, result, options),
    unitsConsumed: Number(metadata?.computeUnitsConsumed() ?? 0n),
    returnData: (metadata && encodeReturnData(metadata)) ?? null,
    innerInstructions:
      options.innerInstructions === true && metadata
        ? encodeInnerInstructions(metadata, transaction, encodeByAddress)
        : null,
    replacementBlockhash:
      options.replaceRecentBlockhash === true
        ? {
            blockhash: bank.blockhashes.latest,
            lastValidBlockHeight: bank.blockhashes.lastValidBlockHeight,
          }
        : null,
  };
}

/** The accounts that the caller named, as the simulation leaves them; nulls when it failed. */
function encodePostAccounts(bank: Bank, result: Simulation["result"], { accounts }: Options) {
  if (!isOptions(accounts) || !Array.isArray(accounts.addresses)) return null;
  const addresses = accounts.addresses.map(parseAddress);
  if (!result || result instanceof FailedTransactionMetadata) return addresses.map(() => null);
  const after = new Map<string, ChainAccount | null>(
    result.postAccounts().map((post) => [encodeAddress(post.address), fromNative(post.account())]),
  );
  return addresses.map((address) => {
    const written = after.get(address);
    const account = written === undefined ? bank.accounts.get(address) : written;
    if (!account) return null;
    return encodeAccount(account, { encoding: accounts.encoding ?? "base64" }, bank.accounts);
  });
}
