import type { Bank } from "../core/bank";
import { accountMethods } from "./accounts";
import { blockMethods } from "./blocks";
import { clusterMethods } from "./cluster";
import { methodNotFound } from "./errors";
import { historyMethods } from "./history";
import type { Method, Methods } from "./params/signature";
import { answer } from "./protocol";
import { tokenMethods } from "./tokens";
import { transactionMethods } from "./transactions";

/** The JSON-RPC methods of a validator over a bank, without a transport. */
export class RpcServer {
  private readonly methods: ReadonlyMap<string, Method>;

  /** @param extra - methods that need more than the bank, such as the faucet's */
  constructor(
    private readonly bank: Bank,
    extra: Methods,
  ) {
    this.methods = new Map(
      Object.entries({
        ...accountMethods,
        ...tokenMethods,
        ...blockMethods,
        ...clusterMethods,
        ...transactionMethods,
        ...historyMethods,
        ...extra,
      }),
    );
  }

  /**
   * Calls one method.
   * @returns the `result` member of the answer
   * @throws JsonRpcError with the code and message that a validator answers with
   */
  handle(method: string, params?: unknown): unknown {
    const implementation = this.methods.get(method);
    if (!implementation) throw methodNotFound();
    return implementation(this.bank, params);
  }

  /**
   * Answers the body of an HTTP request: one call or a batch of calls. Never throws. Calls without
   * an id are executed and not answered: the answer is empty when there is no other call.
   */
  serve(body: string): string {
    return answer(body, (method, params) => this.handle(method, params));
  }
}
