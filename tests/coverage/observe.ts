import { Bank } from "@diem/localnet/dist/core/bank";
import type { Reached } from "./reached";

type Method = "process" | "simulate";

type Invocable<Name extends Method> = (
  this: Bank,
  ...args: Parameters<Bank[Name]>
) => ReturnType<Bank[Name]>;

/**
 * Tells `reached` of every transaction that any embedded chain of this process executes, until the returned function
 * is called.
 */
export function observeChains(reached: Reached): () => void {
  const stops = [
    after("simulate", (_, [transaction], { err, result }) => {
      if (result === undefined) return;
      reached.add({ transaction, metadata: result.meta(), err, landed: false });
    }),
    after("process", ({ ledger }, [transaction], dropped) => {
      const entry = dropped === null ? ledger.get(transaction.signature) : undefined;
      if (entry !== undefined) reached.add({ ...entry, landed: true });
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
