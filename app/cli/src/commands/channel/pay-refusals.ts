import type { PublicKey } from "@solana/web3.js";
import { type ChannelAccount, errors, type vouchers } from "@diem/sdk";
import { CREDITS, DIEM, RefusedError } from "../../core";

/** Refuses a key that does not sign the channel's vouchers, and a channel that is closing. */
export function requireSigner(
  { voucherSigner, closesTs, address }: ChannelAccount,
  key: PublicKey,
): void {
  if (!voucherSigner.equals(key)) {
    throw new RefusedError({
      name: "VoucherSignerWrong",
      message: `${key.toBase58()} does not sign this channel's vouchers`,
      next: `give the key file of ${voucherSigner.toBase58()} with --keypair or --signer`,
    });
  }
  if (closesTs === null) return;
  throw new RefusedError({
    name: "ChannelClosing",
    message: `the channel ${address.toBase58()} is closing`,
    next: "open another one with `diem channel open`",
  });
}

/** The message for a consumer whose store was lost. */
export const LOST =
  "some vouchers of this channel are missing here: the folder was lost, or is on another machine. Get the newest voucher from the provider (`diem channel show` prints it there) and run `diem channel restore <voucher>`";

/** The ledger's refusals, with amounts in the user's units, and with the command that helps. */
export function inWholeTokens(
  error: unknown,
  {
    channel: { address, deposit },
    request,
    ledger,
    used = {},
  }: {
    readonly channel: ChannelAccount;
    readonly request: vouchers.Figures;
    readonly ledger: vouchers.ConsumerLedger;
    /** What the provider says was used. */
    readonly used: Partial<vouchers.Figures> | undefined;
  },
): unknown {
  if (!errors.isDiemError(error)) return error;
  const { name } = error;
  const { available } = ledger;
  if (name === "OverDeposit") {
    const missing = request.diem - available.diem;
    return new RefusedError({
      name,
      message: `the channel covers ${DIEM.format(available.diem)} more of its deposit of ${DIEM.format(deposit)}, not ${DIEM.format(request.diem)}`,
      next: `diem channel deposit ${address.toBase58()} ${DIEM.plain(missing)}`,
      cause: error,
    });
  }
  if (name === "OverQuota") {
    return new RefusedError({
      name,
      message: `this epoch's quota has ${CREDITS.format(available.quota)} left, not ${CREDITS.format(request.quota)}`,
      next: `pay the rest in DIEM, or stake more with \`diem channel quota stake ${address.toBase58()} <diem>\``,
      cause: error,
    });
  }
  if (name !== "Uncovered" && name !== "LedgerLost") return error;
  const { signed, epoch } = ledger.state;
  const said = [
    ...(used.diem === undefined ? [] : [DIEM.format(used.diem)]),
    ...(used.quota === undefined ? [] : [`${CREDITS.format(used.quota)} of quota`]),
  ];
  const own = `${DIEM.format(signed.diem)} and ${CREDITS.format(signed.quota)} of epoch ${String(epoch)}`;
  return new RefusedError({
    name,
    message: `the provider says that ${said.join(" and ")} were used, but this computer signed only for ${own}`,
    next:
      name === "Uncovered"
        ? "do not sign more vouchers for this provider"
        : "get the newest voucher from the provider (`diem channel show` prints it there) and run `diem channel restore <voucher>`",
    cause: error,
  });
}
