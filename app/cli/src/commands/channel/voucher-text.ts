import { readFile } from "node:fs/promises";
import { type SignedVoucher, vouchers } from "@diem/sdk";
import { type Io, UsageError } from "../../core";
import { fileFault, userPath } from "../../core/settings/paths";

/** Matches a voucher's text, complete or cut off, and no usual file name. */
const VOUCHER_TEXT = /^v\d+\.[\w-]{100,}$/;

/**
 * A voucher as `diem channel pay` prints it: its text, or a file that contains it.
 *
 * @throws UsageError `VoucherUnreadable`; `VoucherTextWrong` or `VoucherTagWrong`.
 */
export async function readVoucher(text: string, io: Io): Promise<SignedVoucher> {
  if (VOUCHER_TEXT.test(text)) return vouchers.fromText(text);
  const path = userPath(text, io);
  const content = await readFile(path, "utf8").catch((cause: unknown) => {
    throw new UsageError({
      name: "VoucherUnreadable",
      message: `invalid voucher "${text}", which is not a readable file either: ${fileFault(cause)}`,
      next: "give the text that `diem channel pay` shows, or the file of its --out",
      cause,
    });
  });
  return vouchers.fromText(content.trim());
}
