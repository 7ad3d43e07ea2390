import {
  type Commitment,
  Connection,
  type ConnectionConfig,
  type RpcResponseAndContext,
  type SignatureResult,
  type SignatureStatus,
  type TransactionConfirmationStrategy,
  type TransactionSignature,
} from "@solana/web3.js";

import type { PubSub } from "./rpc/pubsub";
import type { RpcServer } from "./rpc/server";

/** Never contacted; web3.js requires a URL. */
const ENDPOINT = "http://embedded.invalid";

type Fetch = NonNullable<ConnectionConfig["fetch"]>;

/** Hands a notification to web3.js's own parser of that kind. */
type NotificationParser = (notification: { subscription: number; result: unknown }) => void;

/** Members of web3.js's Connection that its type declarations leave out. */
interface ConnectionInternals {
  readonly _subscriptionCallbacksByServerSubscriptionId: Record<number, Set<unknown>>;
  readonly _subscriptionDisposeFunctionsByClientSubscriptionId: Record<number, () => Promise<void>>;
  readonly _subscriptionsAutoDisposedByRpc: Set<number>;
  _blockhashInfo: { latestBlockhash: unknown; lastFetch: number } & Record<string, unknown>;
  _wsOnAccountNotification: NotificationParser;
  _wsOnProgramAccountNotification: NotificationParser;
  _wsOnLogsNotification: NotificationParser;
  _wsOnSignatureNotification: NotificationParser;
  _wsOnSlotNotification: NotificationParser;
  _wsOnSlotUpdatesNotification: NotificationParser;
  _wsOnRootNotification: NotificationParser;
}

const PARSERS = {
  accountSubscribe: "_wsOnAccountNotification",
  programSubscribe: "_wsOnProgramAccountNotification",
  logsSubscribe: "_wsOnLogsNotification",
  signatureSubscribe: "_wsOnSignatureNotification",
  slotSubscribe: "_wsOnSlotNotification",
  slotsUpdatesSubscribe: "_wsOnSlotUpdatesNotification",
  rootSubscribe: "_wsOnRootNotification",
} as const;

/**
 * A web3.js `Connection` to a chain in this process. Requests and notifications pass through
 * web3.js's own encoding and parsing, but no socket is ever opened.
 */
export class EmbeddedConnection extends Connection {
  constructor(
    private readonly rpc: RpcServer,
    private readonly pubsub: PubSub,
  ) {
    super(ENDPOINT, { commitment: "confirmed", fetch: fetchFrom(rpc), httpAgent: false });
  }

  /**
   * Resolves at once for a transaction that has landed, after every subscriber has been told of it.
   * Otherwise waits as web3.js does: for the transaction, its expiry or the timeout.
   */
  override async confirmTransaction(
    strategy: TransactionConfirmationStrategy | TransactionSignature,
    commitment?: Commitment,
  ): Promise<RpcResponseAndContext<SignatureResult>> {
    const { signature, abortSignal } =
      typeof strategy === "string" ? { signature: strategy, abortSignal: undefined } : strategy;
    const { context, value } = this.rpc.handle("getSignatureStatuses", [
      [signature],
    ]) as RpcResponseAndContext<(SignatureStatus | null)[]>;
    const [status] = value;
    if (status && !abortSignal?.aborted) {
      await this.pubsub.settled();
      return { context, value: { err: status.err } };
    }
    return super.confirmTransaction(strategy as TransactionConfirmationStrategy, commitment);
  }

  /**
   * Replaces web3.js's WebSocket subscriptions, the one place through which all `on...` methods go;
   * the `remove...Listener` methods call the dispose function that is left here.
   */
  protected _makeSubscription(
    { callback, method }: { callback: unknown; method: keyof typeof PARSERS },
    params: readonly unknown[],
  ): number {
    const internals = this.internals;
    const id: number = this.pubsub.subscribe(method, params, (result) => {
      internals[PARSERS[method]]({ subscription: id, result });
    });
    internals._subscriptionCallbacksByServerSubscriptionId[id] = new Set([callback]);
    internals._subscriptionDisposeFunctionsByClientSubscriptionId[id] = () => {
      this.pubsub.unsubscribe(id);
      internals._subscriptionsAutoDisposedByRpc.delete(id);
      delete internals._subscriptionCallbacksByServerSubscriptionId[id];
      delete internals._subscriptionDisposeFunctionsByClientSubscriptionId[id];
      return Promise.resolve();
    };
    return id;
  }

  /**
   * Replaces web3.js's cache, which keeps a blockhash for 30 seconds of wall time: in that time a
   * chain without block intervals may produce thousands of blocks.
   */
  protected async _blockhashWithExpiryBlockHeight() {
    this.internals._blockhashInfo = {
      latestBlockhash: null,
      lastFetch: 0,
      transactionSignatures: [],
      simulatedSignatures: [],
    };
    return this.getLatestBlockhash();
  }

  private get internals(): ConnectionInternals {
    return this as unknown as ConnectionInternals;
  }
}

/**
 * A `fetch` that is answered in this process. web3.js uses no more of the response than this. The
 * answer takes one turn of the event loop, like one from a network: a caller that only awaits would
 * otherwise starve timers, and native memory that is freed between turns. That turn is reserved
 * before the call, so that an answer arrives ahead of the notifications that the call causes.
 */
function fetchFrom(rpc: RpcServer): Fetch {
  const fetch = (_url: unknown, init: { body: string }) => {
    const turn = new Promise((resolve) => setImmediate(resolve));
    const body = rpc.serve(init.body);
    return Promise.resolve({
      ok: true,
      status: 200,
      statusText: "OK",
      text: () => turn.then(() => body),
    });
  };
  return fetch as unknown as Fetch;
}
