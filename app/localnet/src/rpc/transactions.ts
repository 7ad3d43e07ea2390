import { describeTransactionError } from "../core/errors";
import { invalidParams, JsonRpcError, RpcErrorCode } from "./errors";
import { type Methods, optionsAt, stringAt, withContext } from "./method";
import { encodeSimulation } from "./simulation";
import { decodeWire } from "./wire";

export const transactionMethods: Methods = {
  /**
   * Like a validator, `skipPreflight` answers with the signature whatever becomes of the
   * transaction: one with a stale blockhash, a bad signature or a duplicate just never lands.
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
      if (simulation.err === "SignatureFailure") throw signatureFailure();
      if (simulation.err !== null) {
        throw new JsonRpcError(
          RpcErrorCode.PreflightFailure,
          `Transaction simulation failed: ${describeTransactionError(simulation.err)}`,
          encodeSimulation(bank, transaction, simulation, { innerInstructions: true }),
        );
      }
    }
    // Preflight has verified the signatures already.
    bank.process(transaction, { verifySignatures: skipPreflight });
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
    const simulation = bank.simulate(transaction, { verifySignatures, ignoreBlockhash });
    if (simulation.err === "SignatureFailure") throw signatureFailure();
    return withContext(bank, encodeSimulation(bank, transaction, simulation, options));
  },
};

function signatureFailure(): JsonRpcError {
  return new JsonRpcError(
    RpcErrorCode.SignatureVerificationFailure,
    "Transaction signature verification failure",
  );
}
