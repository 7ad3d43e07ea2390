import type { Command } from "commander";
import {
  errors,
  type plans,
  type ProviderAccount,
  type SettleDueInput,
  type transactions,
  type vouchers,
} from "@diem/sdk";
import {
  type WalletContext,
  CREDITS,
  DIEM,
  type Io,
  parseAddress,
  inSession,
  type Session,
  UsageError,
  withExamples,
} from "../../core";
import { folderOf, inStore, REMEMBERED } from "./ledgers";
import { channelOf, providerFor, requireOperator } from "./context";
import { type SendResult, sendEach } from "./send-each";
import { type Batch, printSettlement } from "./settlement-output";
import { readVoucher } from "./voucher-text";

interface SettleOptions {
  readonly claim?: string;
  readonly claimQuota?: string;
  readonly provider?: string;
}

/** `diem channel settle`. */
export function settleCommand(parent: Command, io: Io): void {
  const command = parent
    .command("settle")
    .description("as a provider, settle vouchers: all that were accepted here, or those given")
    .argument("[voucher...]", "texts or files of vouchers")
    .option(
      "--claim <diem>",
      "total to claim over the channel's life, for one voucher (default: all)",
    )
    .option("--claim-quota <credits>", "total to claim of its epoch's quota, for one voucher")
    .option("--provider <address>", "provider, if the wallet acts for several")
    .action(inSession(io, settle));
  withExamples(command, "diem channel settle", "diem channel settle voucher.txt --claim 0.015");
}

async function settle(
  session: Session,
  texts: readonly string[],
  options: SettleOptions,
): Promise<void> {
  const claim = claimOf(texts, options);
  const signed = await Promise.all(texts.map((text) => readVoucher(text, session.io)));
  const named =
    options.provider === undefined ? undefined : parseAddress(options.provider, "provider");
  const on = await session.walletContext();
  let results: readonly SendResult<Batch>[] | null = [];
  const submit = async (plans: readonly plans.Plan<plans.SettlementQuote>[]) => {
    results = await send(session, plans);
  };
  if (signed.length > 0) {
    const { provider, entries } = await given(session, on, signed, claim);
    const settlement = await on.client.plan.settle({ provider: provider.address, entries });
    if (settlement.length > 0) await submit(settlement);
  } else {
    await settleAccepted(session, on, await providerFor(session, on, named), async (due) => {
      await submit(due);
      return due.map((plan) => signatureOf(results?.find(({ part }) => part.plan === plan)));
    });
  }
  if (results === null) return;
  if (results.length === 0) {
    session.print({ text: ["nothing to settle"], json: { settled: [], skipped: [] } });
    return;
  }
  await printSettlement(session, results);
}

/** Sends the transactions of a settlement; null in a dry run. */
function send(
  session: Session,
  settlement: readonly plans.Plan<plans.SettlementQuote>[],
): Promise<SendResult<Batch>[] | null> {
  const entries = settlement.flatMap(({ quote }) => quote.entries);
  const parts = settlement.map((plan): Batch => ({
    plan,
    entries: plan.quote.entries,
    what: `settle ${String(plan.quote.entries.length)} of ${String(entries.length)} vouchers`,
  }));
  const summary = entries.map(({ signed: { voucher }, claim: { diem, quota } }) => {
    const claims = [
      ...(diem === undefined ? [] : [DIEM.format(diem)]),
      ...(quota === undefined
        ? []
        : [`${CREDITS.format(quota)} of epoch ${String(voucher.epoch)}`]),
    ];
    return [voucher.channel.toBase58(), `settle up to ${claims.join(" and ")}`] as const;
  });
  return sendEach(session, { parts, summary });
}

function signatureOf(result: SendResult<Batch> | undefined): string | null {
  return result !== undefined && "signature" in result ? result.signature : null;
}

function claimOf(
  texts: readonly string[],
  { claim, claimQuota }: SettleOptions,
): Partial<vouchers.Figures> {
  if (claim === undefined && claimQuota === undefined) return {};
  if (texts.length === 1) {
    return {
      ...(claim === undefined ? {} : { diem: DIEM.parsePositive(claim) }),
      ...(claimQuota === undefined ? {} : { quota: CREDITS.parsePositive(claimQuota) }),
    };
  }
  throw new UsageError({
    name: "ClaimAmbiguous",
    message: `a claim needs exactly one voucher, and ${String(texts.length)} were given`,
    next: "give one voucher, or leave --claim and --claim-quota out to claim all that was signed or accepted",
  });
}

interface Work {
  readonly provider: ProviderAccount;
  readonly entries: readonly transactions.SettlementEntry[];
}

/** Vouchers that were given, claimed in full unless `claim` says less. */
async function given(
  session: Session,
  on: WalletContext,
  signed: readonly vouchers.SignedVoucher[],
  claim: Partial<vouchers.Figures>,
): Promise<Work> {
  const channels = await Promise.all(signed.map(({ voucher }) => channelOf(on, voucher.channel)));
  const [first] = channels;
  if (first === undefined) throw new TypeError("no voucher was given");
  const provider = await on.client.read.provider(first.provider);
  requireOperator(session.wallet.publicKey, provider);
  if (!channels.every((channel) => channel.provider.equals(provider.address))) {
    throw errors.foreseen("WrongProvider");
  }
  const none = claim.diem === undefined && claim.quota === undefined;
  const entries = signed.map((voucher) => {
    const { diem, quota } = voucher.voucher;
    const all = { ...(diem > 0n ? { diem } : {}), ...(quota > 0n ? { quota } : {}) };
    return { signed: voucher, claim: none ? all : claim };
  });
  return { provider, entries };
}

/** Settles all accepted vouchers that are not yet settled on chain. */
async function settleAccepted(
  session: Session,
  on: WalletContext,
  { address: provider }: ProviderAccount,
  submit: NonNullable<SettleDueInput["submit"]>,
): Promise<void> {
  const folder = folderOf(session, on, { side: "provider", address: provider });
  await inStore(session, folder, async (store) => {
    const desk = await on.client.vouchers.provider({ provider, store, ...REMEMBERED });
    await desk.settleDue({ leadSecs: 0n, diemAtLeast: 1n, quotaAtLeast: 1n, submit });
  });
}
