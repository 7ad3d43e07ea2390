/**
 * Payment by voucher, off chain: a consumer's ledger signs ceilings, a provider's ledger takes them, counts what
 * is used of them, and says what to settle.
 *
 * @module
 */
export { decode, encode, type Voucher, VOUCHER_LENGTH } from "./wire/voucher";
export {
  deserialize,
  fromText,
  serialize,
  SIGNED_LENGTH,
  type SignedVoucher,
  toText,
} from "./wire/signed";
export {
  signerFromKeypair,
  signerFromWebCrypto,
  type VoucherSigner,
  type WebCryptoKey,
  type WebCryptoKeyPair,
} from "./wire/signer";
export { sign } from "./wire/sign";
export { verify } from "./wire/verify";
export { signatureInstruction } from "./wire/signature-instruction";
export { callCost } from "./call-cost";
export type { Figures, Usage } from "./usage";
export { memoryStore, type Store } from "./store/store";
export { ConsumerLedger, type ConsumerLedgerInput } from "./consumer/ledger";
export type { Authorization } from "./consumer/rules";
export type { ConsumerState } from "./consumer/state";
export { consumerTerms, type ConsumerTerms } from "./consumer/terms";
export { type At, ProviderLedger, type ProviderLedgerInput } from "./provider/ledger";
export type { Due, DueEntry, DueReason, DueRules } from "./provider/due";
export { type ChannelQuota, providerTerms, type ProviderTerms } from "./provider/terms";
