import type { PublicKey } from "@solana/web3.js";

/** A client that was connected without a wallet was asked to act. */
export class NoWalletError extends Error {
  override readonly name = "NoWalletError";

  constructor() {
    super("this client has no wallet and only reads: connect one with a wallet, or name the owner");
  }
}

/** The connection's node gives no answer that can be used. Nothing was sent. */
export class NodeUnreachableError extends Error {
  override readonly name = "NodeUnreachableError";
  readonly endpoint: string;

  constructor({ endpoint, cause }: { endpoint: string; cause: unknown }) {
    const said = cause instanceof Error ? ` (${cause.message})` : "";
    super(
      `no answer from ${endpoint}${said}: check the URL, and that it can be reached from here`,
      {
        cause,
      },
    );
    this.endpoint = endpoint;
  }
}

/** The market was made for another cluster than the one that the connection leads to. */
export class WrongClusterError extends Error {
  override readonly name = "WrongClusterError";
  readonly market: PublicKey;

  constructor({ market, endpoint }: { market: PublicKey; endpoint: string }) {
    super(
      `the market ${market.toBase58()} was made for another cluster than the one at ${endpoint}, where its vouchers would count for another market: check the URL`,
    );
    this.market = market;
  }
}

/** Events of an account are in no transaction that the node lists: it cut their log, or keeps no older history. */
export class MissedEventsError extends Error {
  override readonly name = "MissedEventsError";
  /** The market, provider or channel that counted them. */
  readonly account: PublicKey;
  /** The numbers of the first and the last of them. */
  readonly from: bigint;
  readonly to: bigint;

  constructor({ account, from, to }: { account: PublicKey; from: bigint; to: bigint }) {
    super(
      `the events ${from} to ${to} of ${account.toBase58()} are missing: read the account itself, or ask a node that keeps all logs and history`,
    );
    this.account = account;
    this.from = from;
    this.to = to;
  }
}
