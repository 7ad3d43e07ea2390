import { voucherRefused } from "../errors/voucher-errors";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Throws `CallIdWrong` unless it is a UUID in lower case. */
export function requireCallId(id: string): void {
  if (UUID.test(id)) return;
  throw voucherRefused("CallIdWrong", {
    reason: `invalid call id "${id.slice(0, 40)}"`,
    next: "pass a UUID in lower case, such as crypto.randomUUID() makes",
  });
}
