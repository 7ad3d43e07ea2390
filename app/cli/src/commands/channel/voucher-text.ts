import { readFile } from "node:fs/promises";
import { type SignedVoucher, vouchers } from "@diem/sdk";
import { type Io, UsageError } from "../../core";
import { fileFault, userPath } from "../../core/settings/paths";

/** What stands for a voucher's text, whole or cut off, and for no file's name that anybody would choose. */
const LIKE_A_VOUCHER = /^v\d+\.[\w-]{100,}$/;

/**
 * A voucher as `diem channel pay` gave it out: its text, or a file that holds it.
 *
 * @throws UsageError `VoucherUnreadable`; `VoucherTextWrong` or `VoucherTagWrong`.
 */
export async function readVoucher(text: string, io: Io): Promise<SignedVoucher> {
  if (LIKE_A_VOUCHER.test(text)) return vouchers.fromText(text);
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
