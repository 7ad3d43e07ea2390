/** A wallet refused or returned something else. The message says what to do. Nothing was sent. */
export class WalletError extends Error {
  override readonly name = "WalletError";
}
