import { describeTransactionError, type TransactionErrorJson } from "../core/errors";
import { isUnsanitary } from "../core/failures";
import { invalidParams, JsonRpcError, RpcErrorCode } from "./errors";
import { requireContextSlot, withContext } from "./context";
import { sendConfig, simulationConfig } from "./params/configs";
import { text } from "./params/shape";
import { method, type Methods } from "./params/signature";
import { checkPostAccounts, encodePreflight, encodeSimulation } from "./simulation";
import { decodeWire, invalidTransaction } from "./wire";

export const transactionMethods: Methods = {
  /**
   * Like a validator, `skipPreflight` answers with the signature, independent of the outcome of the
   * transaction: one with a stale blockhash, a bad signature or a duplicate just never lands. Only what no
   * block could hold is refused.
   */
  sendTransaction: method([text], [sendConfig], (bank, encoded, config) => {
    const { encoding, skipPreflight = false } = config ?? {};
    const transaction = decodeWire(bank, encoded, encoding);
    requireContextSlot(bank, config);
    if (skipPreflight) {
      requireSanitary(bank.process(transaction));
      return transaction.signature;
    }
    const outcome = bank.processSuccessful(transaction);
    requireSanitary(outcome.err);
    if (outcome.err !== null) {
      throw new JsonRpcError(
        RpcErrorCode.PreflightFailure,
        `Transaction simulation failed: ${describeTransactionError(outcome.err)}`,
        encodePreflight(bank, transaction, outcome),
      );
    }
    return transaction.signature;
  }),

  simulateTransaction: method([text], [simulationConfig], (bank, encoded, config) => {
    const { sigVerify = false, replaceRecentBlockhash = false } = config ?? {};
    const transaction = decodeWire(bank, encoded, config?.encoding);
    requireContextSlot(bank, config);
    if (sigVerify && replaceRecentBlockhash) {
      throw invalidParams("sigVerify may not be used with replaceRecentBlockhash");
    }
    checkPostAccounts(transaction, config);
    const simulation = bank.simulate(transaction, {
      verifySignatures: sigVerify,
      ignoreBlockhash: replaceRecentBlockhash,
    });
    requireSanitary(simulation.err);
    return withContext(bank, encodeSimulation(bank, transaction, simulation, config ?? {}));
  }),
};

function requireSanitary(err: TransactionErrorJson | null): void {
  if (err !== null && isUnsanitary(err)) throw invalidTransaction(err);
}
