import type { TransactionMetadata as NativeMetadata } from "litesvm/dist/internal";

// The native class under litesvm's public wrapper. The wrapper translates every address and
// transaction with @solana/kit's codecs, which costs more than the execution itself.
export {
  Account as NativeAccount,
  Clock,
  FailedTransactionMetadata,
  LiteSvm,
  type SimulatedTransactionInfo,
} from "litesvm/dist/internal";

/** What a transaction left behind besides its accounts: LiteSVM's own, or one that was saved. */
export type TransactionMetadata = Pick<
  NativeMetadata,
  "logs" | "innerInstructions" | "returnData" | "computeUnitsConsumed"
>;
