/**
 * Payment by voucher, off chain: a consumer's ledger signs ceilings, a provider's ledger takes them, counts what
 * is used of them, and says what to settle.
 *
 * @module
 */
export { decode, encode, type Voucher, VOUCHER_LENGTH } from "./voucher";
export {
  deserialize,
  fromText,
  serialize,
  SIGNED_LENGTH,
  type SignedVoucher,
  toText,
} from "./signed";
export {
  signerFromKeypair,
  signerFromWebCrypto,
  type VoucherSigner,
  type WebCryptoKey,
  type WebCryptoKeyPair,
} from "./signer";
export { sign, verify } from "./sign";
export { signatureInstruction } from "./signature-instruction";
export { callCost } from "./call-cost";
export type { Figures, Usage } from "./usage";
export { memoryStore, type Store } from "./store";
export { ConsumerLedger, type ConsumerLedgerInput } from "./consumer-ledger";
export type { Authorization } from "./consumer-rules";
export type { ConsumerState } from "./consumer-state";
export { consumerTerms, type ConsumerTerms } from "./consumer-terms";
export { type At, ProviderLedger, type ProviderLedgerInput } from "./provider-ledger";
export type { Due, DueEntry, DueReason, DueRules } from "./provider-due";
export { type ChannelQuota, providerTerms, type ProviderTerms } from "./provider-terms";
export { VoucherError, type VoucherErrorName } from "./voucher-error";
