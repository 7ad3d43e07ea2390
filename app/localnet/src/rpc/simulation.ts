import { fromNative } from "../core/accounts";
import { encodeAddress } from "../core/addresses";
import type { Bank } from "../core/bank";
import type { Simulation } from "../core/executor";
import { feeOf } from "../core/fees";
import { balancesOf } from "../core/ledger";
import { loadedAccountsDataSize } from "../core/loaded-data";
import { FailedTransactionMetadata } from "../core/svm";
import type { DecodedTransaction } from "../core/transaction";
import { encodeAccount } from "./account-encoding";
import { invalidParams } from "./errors";
import { encodeParsed, encodeInnerInstructions, encodeReturnData } from "./instruction-encoding";
import { requireAddress } from "./addresses";
import type { SimulationConfig } from "./params/configs";
import { encodeTokenBalances } from "./transaction-encoding";

const NO_BALANCES = {
  loadedAddresses: null,
  preBalances: null,
  postBalances: null,
  preTokenBalances: null,
  postTokenBalances: null,
};

/** The `data` of a preflight failure: a simulation without what only its callers can ask for. */
export function encodePreflight(bank: Bank, transaction: DecodedTransaction, outcome: Simulation) {
  return { ...encodeOutcome(bank, transaction, outcome, {}), ...NO_BALANCES };
}

/** The `value` of simulateTransaction. */
export function encodeSimulation(
  bank: Bank,
  transaction: DecodedTransaction,
  outcome: Simulation,
  options: SimulationConfig,
) {
  return {
    ...encodeOutcome(bank, transaction, outcome, options),
    ...(outcome.err === "SignatureFailure"
      ? NO_BALANCES
      : encodeBalances(bank, transaction, outcome)),
    loadedAddresses: transaction.loaded,
  };
}

function encodeOutcome(
  bank: Bank,
  transaction: DecodedTransaction,
  outcome: Simulation,
  options: SimulationConfig,
) {
  const { err, result } = outcome;
  const metadata = result?.meta();
  return {
    err,
    logs: metadata?.logs() ?? [],
    accounts: encodePostAccounts(bank, outcome, options),
    unitsConsumed: Number(metadata?.computeUnitsConsumed() ?? 0n),
    fee: feeCharged(transaction, outcome),
    loadedAccountsDataSize: wasExecuted(outcome)
      ? loadedAccountsDataSize(transaction.keys, bank.accounts)
      : 0,
    returnData: (metadata && encodeReturnData(metadata)) ?? null,
    innerInstructions:
      options.innerInstructions === true && metadata && wasExecuted(outcome)
        ? encodeInnerInstructions(metadata, transaction, encodeParsed)
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

function encodeBalances(bank: Bank, transaction: DecodedTransaction, outcome: Simulation) {
  const { keys } = transaction;
  const pre = balancesOf(keys, bank.accounts);
  const post = balancesOf(keys, { get: accountsAfter(bank, outcome) });
  const paid = outcome.err === null ? 0 : (feeCharged(transaction, outcome) ?? 0);
  return {
    preBalances: pre.lamports.map(Number),
    // LiteSVM does not show that a failed transaction pays its fee.
    postBalances: post.lamports.map((lamports, index) => Number(lamports) - (index ? 0 : paid)),
    preTokenBalances: encodeTokenBalances(pre, bank.accounts),
    postTokenBalances: encodeTokenBalances(post, bank.accounts),
  };
}

/** Whether the accounts could be loaded, so that the program ran: then there is a log. */
function wasExecuted({ err, result }: Simulation): boolean {
  return err === null || (result?.meta().logs().length ?? 0) > 0;
}

/** `null` when the transaction could not even have paid. */
function feeCharged({ message }: DecodedTransaction, outcome: Simulation): number | null {
  const { err } = outcome;
  const unloadable = err === "ProgramAccountNotFound" || err === "InvalidProgramForExecution";
  return unloadable || wasExecuted(outcome) ? Number(feeOf(message)) : null;
}

/** How to read an account as the simulation leaves it. */
function accountsAfter(bank: Bank, { result }: Simulation) {
  const written =
    !result || result instanceof FailedTransactionMetadata
      ? new Map<string, never>()
      : new Map(result.postAccounts().map((post) => [encodeAddress(post.address), post.account()]));
  return (address: string) => {
    const account = written.get(address);
    return account ? fromNative(account) : bank.accounts.get(address);
  };
}

/** The accounts that the caller named, as the simulation leaves them; nulls when it failed. */
function encodePostAccounts(bank: Bank, outcome: Simulation, { accounts }: SimulationConfig) {
  if (!accounts) return null;
  if (outcome.err !== null) return accounts.addresses.map(() => null);
  const read = accountsAfter(bank, outcome);
  return accounts.addresses.map((address) => {
    const account = read(address);
    const view = { encoding: accounts.encoding ?? "base64" };
    return account && encodeAccount(account, view, bank.accounts);
  });
}

/** Refuses what a validator refuses before it simulates. */
export function checkPostAccounts(
  { keys }: DecodedTransaction,
  { accounts }: SimulationConfig = {},
): void {
  if (!accounts) return;
  if (accounts.encoding === "base58" || accounts.encoding === "binary") {
    throw invalidParams("base58 encoding not supported");
  }
  if (accounts.addresses.length > keys.length) {
    throw invalidParams(`Too many accounts provided; max ${keys.length}`);
  }
  accounts.addresses.forEach(requireAddress);
}
