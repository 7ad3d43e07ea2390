import type { DiemClient, vouchers } from "@diem/sdk";
import type { Budget } from "./budget";
import type { ChargeCheck, ChargeWarning } from "./calls/own-count";
import type { Confirm } from "./channel";
import type { PaidCall } from "./receipts/paid-call";

/** What every `fetch` that pays is made with. */
export interface PayingInput {
  /** Of the market. With the consumer's wallet it opens and tops up channels; without one it uses those that are there. */
  readonly client: DiemClient;
  /** Holds the voucher signer key of the channels: a session key without funds is enough. */
  readonly signer: vouchers.VoucherSigner;
  readonly budget: Budget;
  /** Must be durable. It stores what was signed and spent, and the receipts. */
  readonly store: vouchers.Store;
  /** DIEM base units to open a channel with, where there is none. Without it none is opened. */
  readonly deposit?: bigint;
  /** DIEM base units to deposit where a channel holds too little for a call. Without it nothing is added. */
  readonly topUp?: bigint;
  /** Called before a channel is opened or topped up. If it is absent, `deposit` and `topUp` decide. */
  readonly confirm?: Confirm;
  /** Called for each call that was paid for. */
  readonly onReceipt?: (call: PaidCall) => void;
  /** Called with charges that are far above what the client counts itself. */
  readonly onWarning?: (warning: ChargeWarning) => void;
  /** How charges are compared with the client's own count. */
  readonly check?: ChargeCheck;
  /** Called when the chain cannot be followed; it is tried again. */
  readonly onError?: (error: unknown) => void;
  /** What sends the requests; default: the global one. */
  readonly fetch?: typeof globalThis.fetch;
}

/** A `fetch` that pays. Requests to anything else than its base go out as they are. */
export interface PayingFetch {
  (input: string | URL | Request, init?: RequestInit): Promise<Response>;
  /** Base of the API that is paid for, for `baseURL` of a client of OpenAI. */
  readonly baseUrl: string;
  /** DIEM base units that the next call may cost within the budget. */
  readonly left: bigint;
  /** The calls that were paid for since the start, the newest 10,000; the store has all: `readReceipts`. */
  readonly receipts: readonly PaidCall[];
  /** Where everything is kept. */
  readonly store: vouchers.Store;
  /** Reads the chain at once, instead of when it is due. */
  refresh(): Promise<void>;
  /** Ends the following of the chain. What was signed is stored already. */
  close(): Promise<void>;
}
