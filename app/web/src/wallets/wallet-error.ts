/** A wallet that did not do what it was asked to; the message says what to do. Nothing was sent. */
export class WalletError extends Error {
  override readonly name = "WalletError";
}
