/**
 * Payment by voucher, off chain: a consumer's ledger signs vouchers; a provider's ledger accepts them, counts their use
 * and lists what to settle.
 *
 * @module
 */
export { decode, encode, type Voucher, VOUCHER_LENGTH } from "./wire/voucher";
export {
  deserialize,
  fromText,
  sameSigned,
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
export type { VerifyEd25519 } from "./wire/ed25519-interface";
export { verify } from "./wire/verify";
export { signatureInstruction } from "./wire/signature-instruction";
export { callCost } from "./call-cost";
export type { Figures, Usage } from "./usage";
export type { Batch, Change, Store, StoreEntry } from "./store/store";
export { memoryStore } from "./store/memory";
export { indexedDbStore } from "./store/indexed-db";
export { partitionOf, PARTITIONS } from "./store/partition";
export { type Cost, creditsOf } from "./cost";
export { ConsumerLedger, type ConsumerLedgerInput, type OpenOptions } from "./consumer/ledger";
export type { OpenCall } from "./consumer/open-call";
export type { ConsumerState } from "./consumer/state";
export { consumerChannelTerms, type ConsumerChannelTerms } from "./consumer/terms";
export {
  type At,
  ProviderLedger,
  type ProviderLedgerInput,
  type ReserveInput,
} from "./provider/ledger";
export type { CallRequest, KnownCall } from "./provider/reserve";
export type { Reservation } from "./provider/reservation";
export type { SettledCall } from "./provider/channel";
export type { Due, DueEntry, DueReason, DueRules } from "./provider/due";
export {
  type ChannelQuota,
  providerChannelTerms,
  type ProviderChannelTerms,
} from "./provider/terms";
