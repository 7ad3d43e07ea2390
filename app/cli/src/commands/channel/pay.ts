import { writeFile } from "node:fs/promises";
import type { Command } from "commander";
import { type SignedVoucher, vouchers } from "@diem/sdk";
import {
  CREDITS,
  DIEM,
  type Fact,
  formatTime,
  type Io,
  type MarketContext,
  parseAddress,
  parseDuration,
  inSession,
  type Session,
  UsageError,
  withExamples,
} from "../../core";
import { readKeypair } from "../../core/settings/keypair";
import { fileFault, userPath } from "../../core/settings/paths";
import { consumerLedger, folderOf, inStore } from "./ledgers";
import { inWholeTokens, LOST, requireSigner } from "./pay-refusals";
import { channelOf, momentOf } from "./context";

interface PayOptions {
  readonly quota?: string;
  readonly used?: string;
  readonly usedQuota?: string;
  readonly expires?: string;
  readonly signer?: string;
  readonly out?: string;
}

/** `diem channel pay`. */
export function payCommand(parent: Command, io: Io): void {
  const command = parent
    .command("pay")
    .description("sign a voucher for a call of at most this cost; nothing is sent to the chain")
    .argument("<channel>", "address of the channel")
    .argument("<diem>", "maximum cost of the call, on top of what was used before")
    .option("--quota <credits>", "credits of this epoch's quota that the call may use")
    .option("--used <diem>", "total use of the channel that the provider reports")
    .option("--used-quota <credits>", "total use of this epoch's quota that the provider reports")
    .option("--expires <duration>", "time until the voucher expires, such as 1h (default: never)")
    .option("--signer <path>", "key file of the channel's voucher signer (default: the wallet)")
    .option("--out <file>", "write the voucher to a file instead of printing it")
    .action(inSession(io, pay));
  withExamples(
    command,
    "diem channel pay <channel> 0.02",
    "diem channel pay <channel> 0.02 --used 0.015 --expires 1h --out voucher.txt",
    "diem channel pay <channel> 0 --quota 1",
  );
}

async function pay(
  session: Session,
  address: string,
  diem: string,
  options: PayOptions,
): Promise<void> {
  const request = {
    diem: DIEM.parse(diem),
    quota: options.quota === undefined ? 0n : CREDITS.parse(options.quota),
  };
  const used = usedOf(options);
  const lasts = options.expires === undefined ? undefined : parseDuration(options.expires);
  const key =
    options.signer === undefined ? session.wallet : readKeypair(options.signer, session.io);
  const on = await session.marketContext();
  const channel = await channelOf(on, parseAddress(address, "channel"));
  requireSigner(channel, key.publicKey);
  const { now } = await momentOf(on);
  const expiry = lasts === undefined ? 0n : now + lasts;
  const folder = folderOf(session, on, { side: "consumer", address: channel.consumer });
  const signer = vouchers.signerFromKeypair(key);
  await inStore(session, folder, async (store) => {
    const ledger = await consumerLedger(on, { channel, signer, store });
    if (ledger.state.lost) session.printer.note([LOST]);
    const about = { channel, request, ledger, used };
    const signed = await sign(ledger, { request, used, expiry }).catch((error: unknown) => {
      throw inWholeTokens(error, about);
    });
    await hand(session, { on, signed, ledger, ...options });
  });
}

/** Records the use that the provider reports, and signs for the amount above it. */
async function sign(
  ledger: vouchers.ConsumerLedger,
  {
    request,
    used,
    expiry,
  }: {
    readonly request: vouchers.Figures;
    readonly used: Partial<vouchers.Figures> | undefined;
    readonly expiry: bigint;
  },
): Promise<SignedVoucher> {
  if (used !== undefined) {
    // a quota that the user gives belongs to the running epoch; the ledger's may belong to an earlier one
    const { epoch, used: known } = ledger.state;
    const of = used.quota === undefined ? epoch : ledger.terms.epoch;
    await ledger.acknowledge({ epoch: of, ...known, ...used });
  }
  const { signed } = await ledger.open(request, { expiry });
  return signed;
}

/** What the provider says, as far as it was given. */
function usedOf({ used, usedQuota }: PayOptions): Partial<vouchers.Figures> | undefined {
  if (used === undefined && usedQuota === undefined) return undefined;
  return {
    ...(used === undefined ? {} : { diem: DIEM.parse(used) }),
    ...(usedQuota === undefined ? {} : { quota: CREDITS.parse(usedQuota) }),
  };
}

/** Prints the voucher, after the store has it. */
async function hand(
  session: Session,
  {
    on,
    signed,
    ledger,
    out,
  }: {
    readonly on: MarketContext;
    readonly signed: SignedVoucher;
    readonly ledger: vouchers.ConsumerLedger;
    readonly out?: string;
  },
): Promise<void> {
  const { settings, io } = session;
  const { dryRun } = settings;
  const text = vouchers.toText(signed);
  const { voucher } = signed;
  const { used } = ledger.state;
  const facts: Fact[] = [
    ["channel", voucher.channel.toBase58()],
    ["ceiling", DIEM.format(voucher.diem)],
    ["of which used", DIEM.format(used.diem)],
    ...(voucher.quota === 0n ? [] : [quotaFact(voucher)]),
    ["expires", voucher.expiry === 0n ? "never" : formatTime(voucher.expiry)],
  ];
  const json = {
    market: on.market.address,
    channel: voucher.channel,
    epoch: voucher.epoch,
    ceiling: DIEM.json(voucher.diem),
    quota: CREDITS.json(voucher.quota),
    used: DIEM.json(used.diem),
    lost: ledger.state.lost,
    expiry: voucher.expiry,
  };
  if (dryRun) {
    session.print({
      text: ["dry run: nothing was signed", ...facts],
      json: { dryRun, ...json },
    });
    return;
  }
  session.printer.requireShown();
  if (out === undefined) {
    session.printer.note(facts);
    session.print({ text: [text], json: { ...json, voucher: text } });
    return;
  }
  const path = userPath(out, io);
  await writeFile(path, `${text}\n`, { mode: 0o600 }).catch((cause: unknown) => {
    throw new UsageError({
      name: "FileUnwritable",
      message: `the voucher is signed, but ${path} cannot be written: ${fileFault(cause)}`,
      next: "run the command again with another --out: it signs the same figures",
      cause,
    });
  });
  session.print({ text: [...facts, ["voucher", path]], json: { ...json, voucher: text, path } });
}

function quotaFact({ quota, epoch }: SignedVoucher["voucher"]): Fact {
  return [`quota of epoch ${String(epoch)}`, CREDITS.format(quota)];
}
