// The native class under litesvm's public wrapper. The wrapper translates every address and
// transaction with @solana/kit's codecs, which costs more than the execution itself.
export {
  Account as NativeAccount,
  Clock,
  FailedTransactionMetadata,
  LiteSvm,
  type SimulatedTransactionInfo,
  type TransactionMetadata,
} from "litesvm/dist/internal";
