import { Bank } from "@diem/localnet/dist/core/bank";
import type { Simulation } from "@diem/localnet/dist/core/executor";
import type { DecodedTransaction } from "@diem/localnet/dist/core/transaction";
import type { Reached } from "./reached";

type Method = "process" | "processSuccessful" | "simulate";

type Invocable<Name extends Method> = (
  this: Bank,
  ...args: Parameters<Bank[Name]>
) => ReturnType<Bank[Name]>;

/**
 * Tells `reached` of every transaction that any embedded chain of this process executes, until the returned function
 * is called.
 */
export function observeChains(reached: Reached): () => void {
  const tried = (transaction: DecodedTransaction, { err, result }: Simulation) => {
    if (result === undefined) return;
    reached.add({ transaction, metadata: result.meta(), err, landed: false });
  };
  const landed = ({ ledger }: Bank, { signature }: DecodedTransaction) => {
    const entry = ledger.get(signature);
    if (entry !== undefined) reached.add({ ...entry, landed: true });
  };
  const stops = [
    after("simulate", (_, [transaction], outcome) => tried(transaction, outcome)),
    after("processSuccessful", (bank, [transaction], outcome) => {
      if (outcome.err === null) landed(bank, transaction);
      else tried(transaction, outcome);
    }),
    after("process", (bank, [transaction], dropped) => {
      if (dropped === null) landed(bank, transaction);
    }),
  ];
  return () => stops.forEach((stop) => stop());
}

/** Lets `tell` see each call of the bank's method and what came of it; returns what puts the method back. */
function after<Name extends Method>(
  name: Name,
  tell: (bank: Bank, args: Parameters<Bank[Name]>, outcome: ReturnType<Bank[Name]>) => void,
): () => void {
  const prototype = Bank.prototype as unknown as Record<Name, Invocable<Name>>;
  const original = prototype[name];
  prototype[name] = function (this: Bank, ...args) {
    const outcome = original.apply(this, args);
    tell(this, args, outcome);
    return outcome;
  };
  return () => {
    prototype[name] = original;
  };
}
