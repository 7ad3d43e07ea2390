import type { PublicKey } from "@solana/web3.js";
import type { NoContext } from "./catalogue";
import { DiemError } from "./diem-error";

/** Contexts of errors of a client. */
export interface Contexts {
  /** A client without a wallet was asked to act. */
  NoWallet: NoContext;
  /** The connection's node gives no usable answer. Nothing was sent. */
  NodeUnreachable: { readonly endpoint: string };
  /** The market belongs to another cluster than the one that the connection leads to. */
  WrongCluster: { readonly market: PublicKey; readonly endpoint: string };
  /**
   * Events of an account are in no transaction that the node lists: the node truncated their log, or stores no older
   * history.
   */
  MissedEvents: {
    /** The market, provider or channel that counted them. */
    readonly account: PublicKey;
    /** The numbers of the first and the last of them. */
    readonly from: bigint;
    readonly to: bigint;
  };
}

export function noWallet() {
  return new DiemError("NoWallet", {
    reason: "this client has no wallet and only reads",
    next: "connect one with a wallet, or name the owner",
    context: {},
  });
}

export function nodeUnreachable({
  cause,
  ...context
}: Contexts["NodeUnreachable"] & { readonly cause: unknown }) {
  const said = cause instanceof Error ? ` (${cause.message})` : "";
  return new DiemError("NodeUnreachable", {
    reason: `no answer from ${context.endpoint}${said}`,
    next: "check the URL, and that it can be reached from here",
    context,
    cause,
  });
}

export function wrongCluster(context: Contexts["WrongCluster"]) {
  const { market, endpoint } = context;
  return new DiemError("WrongCluster", {
    reason: `the market ${market.toBase58()} belongs to another cluster than the node at ${endpoint}`,
    next: "check the URL",
    context,
  });
}

export function missedEvents(context: Contexts["MissedEvents"]) {
  const { account, from, to } = context;
  return new DiemError("MissedEvents", {
    reason: `the events ${String(from)} to ${String(to)} of ${account.toBase58()} are missing`,
    next: "read the account itself, or ask a node that keeps all logs and history",
    context,
  });
}
