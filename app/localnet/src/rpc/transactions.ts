import { describeTransactionError, type TransactionErrorJson } from "../core/errors";
import { isUnsanitary } from "../core/failures";
import { invalidParams, JsonRpcError, RpcErrorCode } from "./errors";
import { type Methods, optionsAt, stringAt, withContext } from "./method";
import { checkPostAccounts, encodePreflight, encodeSimulation } from "./simulation";
import { decodeWire, invalidTransaction } from "./wire";

export const transactionMethods: Methods = {
  /**
   * Like a validator, `skipPreflight` answers with the signature whatever becomes of the
   * transaction: one with a stale blockhash, a bad signature or a duplicate just never lands. Only what no
   * block could hold is refused.
   */
  sendTransaction: (bank, params) => {
    const options = optionsAt(params, 1);
    const transaction = decodeWire(bank, stringAt(params, 0), options.encoding ?? "base58");
    const skipPreflight = options.skipPreflight === true;
    if (!skipPreflight) {
      const simulation = bank.simulate(transaction, {
        verifySignatures: true,
        ignoreBlockhash: false,
      });
      requireSanitary(simulation.err);
      if (simulation.err !== null) {
        throw new JsonRpcError(
          RpcErrorCode.PreflightFailure,
          `Transaction simulation failed: ${describeTransactionError(simulation.err)}`,
          encodePreflight(bank, transaction, simulation),
        );
      }
    }
    // Preflight has verified the signatures already.
    requireSanitary(bank.process(transaction, { verifySignatures: skipPreflight }));
    return transaction.signature;
  },

  simulateTransaction: (bank, params) => {
    const options = optionsAt(params, 1);
    const verifySignatures = options.sigVerify === true;
    const ignoreBlockhash = options.replaceRecentBlockhash === true;
    if (verifySignatures && ignoreBlockhash) {
      throw invalidParams("sigVerify may not be used with replaceRecentBlockhash");
    }
    const transaction = decodeWire(bank, stringAt(params, 0), options.encoding ?? "base58");
    checkPostAccounts(transaction, options);
    const simulation = bank.simulate(transaction, { verifySignatures, ignoreBlockhash });
    requireSanitary(simulation.err);
    return withContext(bank, encodeSimulation(bank, transaction, simulation, options));
  },
};

function requireSanitary(err: TransactionErrorJson | null): void {
  if (err !== null && isUnsanitary(err)) throw invalidTransaction(err);
}
