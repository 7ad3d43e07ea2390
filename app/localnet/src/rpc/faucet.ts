import { PublicKey, SystemProgram, Transaction } from "@solana/web3.js";

import { SYSTEM_PROGRAM } from "../core/accounts";
import type { Bank } from "../core/bank";
import { describeTransactionError } from "../core/errors";
import type { SigningKey } from "../core/signing-key";
import { type DecodedTransaction, decodeTransaction } from "../core/transaction";
import { SUPPLY } from "./cluster";
import { JsonRpcError, RpcErrorCode } from "./errors";
import { requireAddress, requireBlockhash } from "./addresses";
import { airdropConfig } from "./params/configs";
import { text, u64 } from "./params/shape";
import { method, type Methods } from "./params/signature";

/** Pays airdrops by ordinary transfers, so that they have a signature, a slot and a history. */
export class Faucet {
  readonly methods: Methods = {
    // As on a validator, an airdrop that fails on chain has a signature too.
    requestAirdrop: method([text, u64], [airdropConfig], (_bank, address, lamports, config) => {
      requireAddress(address);
      if (config?.recentBlockhash !== undefined) requireBlockhash(config.recentBlockhash);
      return this.send(address, BigInt(lamports));
    }),
  };

  constructor(
    private readonly bank: Bank,
    readonly key: SigningKey,
  ) {}

  /** A faucet with the whole supply of a new chain. */
  static open(bank: Bank, key: SigningKey): Faucet {
    bank.accounts.put(key.publicKey.toBase58(), {
      lamports: SUPPLY,
      data: new Uint8Array(),
      owner: SYSTEM_PROGRAM,
      executable: false,
    });
    return new Faucet(bank, key);
  }

  /**
   * @returns the signature of the transfer
   * @throws JsonRpcError when the transfer fails, as one below the rent-exempt minimum does
   */
  pay(address: string, lamports: bigint): string {
    const signature = this.send(address, lamports);
    const err = this.bank.ledger.record(signature)?.err;
    if (err === null) return signature;
    const reason = err === undefined ? "the faucet is empty" : describeTransactionError(err);
    throw new JsonRpcError(RpcErrorCode.InternalError, `airdrop failed: ${reason}`);
  }

  private send(address: string, lamports: bigint): string {
    const transfer = this.transfer(address, lamports);
    // The same airdrop once more, in the same block: it takes another blockhash to be another one.
    if (this.bank.refusal(transfer) === "AlreadyProcessed") {
      this.bank.produceBlock();
      return this.send(address, lamports);
    }
    this.bank.process(transfer);
    return transfer.signature;
  }

  private transfer(address: string, lamports: bigint): DecodedTransaction {
    const transfer = new Transaction({
      feePayer: this.key.publicKey,
      blockhash: this.bank.blockhashes.latest,
      lastValidBlockHeight: this.bank.blockhashes.lastValidBlockHeight,
    }).add(
      SystemProgram.transfer({
        fromPubkey: this.key.publicKey,
        toPubkey: new PublicKey(address),
        lamports,
      }),
    );
    transfer.addSignature(this.key.publicKey, this.key.sign(transfer.serializeMessage()));
    const wire = transfer.serialize({ verifySignatures: false });
    return decodeTransaction(wire, this.bank.accounts);
  }
}
