import { readFile } from "node:fs/promises";
import { type SignedVoucher, vouchers } from "@diem/sdk";
import { type Io, UsageError } from "../../core";
import { fileFault, userPath } from "../../core/settings/paths";

/** Longer than a voucher's text: a file that holds more is something else. */
const BASE58 = /^[1-9A-HJ-NP-Za-km-z]{200,}$/;

/**
 * A voucher as `diem channel pay` gave it out: its text, or a file that holds it.
 *
 * @throws UsageError `VoucherUnreadable`; VoucherError `VoucherTextWrong`, `VoucherSizeWrong` or `VoucherTagWrong`.
 */
export async function readVoucher(text: string, io: Io): Promise<SignedVoucher> {
  if (BASE58.test(text)) return vouchers.fromText(text);
  const path = userPath(text, io);
  const content = await readFile(path, "utf8").catch((cause: unknown) => {
    throw new UsageError({
      name: "VoucherUnreadable",
      message: `"${text}" is neither a voucher nor a file that can be read: ${fileFault(cause)}`,
      next: "give the text that `diem channel pay` shows, or the file of its --out",
      cause,
    });
  });
  return vouchers.fromText(content.trim());
}
