import type { Command } from "commander";
import type { keepers } from "@diem/sdk";
import {
  CREDITS,
  DIEM,
  type Io,
  parseDuration,
  parseWhole,
  inSession,
  type Session,
  SOL,
  type Token,
  withExamples,
} from "../../core";
import { confirm, requireConsent } from "../../core/output/confirm";
import { readKeypair } from "../../core/settings/keypair";
import { dataFolder, storeFolder } from "../../stores";
import type { SettlementRules } from "./tasks";
import { Journal } from "./journal";
import { Keeper } from "./keeper";
import { Log } from "./log";
import { retryWhileUnreachable } from "./retry";

interface RunOptions {
  readonly once?: boolean;
  readonly interval: string;
  readonly maxFee?: string;
  readonly minUsage?: string;
  readonly minReward?: string;
  readonly minCollect?: string;
  readonly minDistribute?: string;
  readonly keepEpochs?: string;
  readonly vouchers?: boolean;
  readonly operatorKeypair?: string;
  readonly settleAt: string;
  readonly settleQuotaAt: string;
  readonly lead?: string;
}

/** `diem keeper`. */
export function keeperCommands(parent: Command, io: Io): void {
  const keeper = parent
    .command("keeper")
    .description("send the transactions that anyone may send for a market");
  const run = keeper
    .command("run")
    .description(
      "collect, distribute, roll, report, pay rewards and apply parameters, until stopped",
    )
    .option("--once", "do what is due now, then exit")
    .option("--interval <duration>", "time between two reads of the chain", "15s")
    .option("--max-fee <sol>", "skip transactions above this fee")
    .option("--min-usage <credits>", "minimum use of a provider to report in the running epoch")
    .option("--min-reward <diem>", "minimum quota reward to pay out")
    .option("--min-collect <diem>", "minimum amount to collect from a channel")
    .option("--min-distribute <diem>", "minimum revenue of a provider to distribute")
    .option("--keep-epochs <count>", "number of epochs to keep epoch records for (default: 8)")
    .option("--vouchers", "settle the vouchers that `diem channel accept` keeps here, too")
    .option(
      "--operator-keypair <path>",
      "key file of the provider's operator (default: the wallet)",
    )
    .option("--settle-at <diem>", "minimum unsettled DIEM of a channel to settle", "1")
    .option("--settle-quota-at <credits>", "minimum unsettled quota of a channel to settle", "1")
    .option("--lead <duration>", "time to settle before a voucher expires or its quota lapses")
    // a stopped keeper waits for its open requests, so they must not be cut
    .action(
      inSession({ ...io, signal: new AbortController().signal }, (session, options: RunOptions) =>
        keep(session, options, io.signal),
      ),
    );
  withExamples(
    run,
    "diem keeper run --once",
    "diem keeper run --yes --interval 30s --output json",
    "diem keeper run --yes --vouchers --operator-keypair operator.json --settle-at 5",
  );
}

async function keep(session: Session, options: RunOptions, stop: AbortSignal): Promise<void> {
  const { once = false } = options;
  const interval = parseDuration(options.interval);
  const maxFee = options.maxFee === undefined ? undefined : SOL.parse(options.maxFee);
  const { io, settings } = session;
  const log = new Log(session);
  const opening = () => session.walletContext();
  const patient = !once && !settings.dryRun;
  const on = patient
    ? await retryWhileUnreachable({ session, log, stop }, opening)
    : await opening();
  if (on === null) return;
  const { clusterTag, address } = on.market;
  const keeper = new Keeper({
    session,
    log,
    on,
    journal: new Journal({
      folder: storeFolder(dataFolder(io), { clusterTag, side: "keeper", address: on.owner }),
    }),
    rules: {
      thresholds: thresholdsOf(options),
      settling: settlingOf(session, options, { interval, epochSecs: on.market.epochSecs }),
    },
    intervalMs: Number(interval) * 1_000,
    maxFee,
    stop,
  });
  if (settings.dryRun) return keeper.preview();
  requireConsent(io, settings.yes);
  const until = once ? "what is due now" : "everything that is due, until stopped";
  session.printer.note([
    ["market", address.toBase58()],
    ["pays", on.owner.toBase58()],
    ["sends", until],
  ]);
  if (!settings.yes) await confirm({ ...io, signal: stop }, "Start?");
  session.printer.requireShown();
  return once ? keeper.once() : keeper.run();
}

function thresholdsOf(options: RunOptions): keepers.Thresholds {
  const given = (text: string | undefined, token: Token) =>
    text === undefined ? undefined : token.parse(text);
  const { keepEpochs } = options;
  const thresholds = {
    minUsage: given(options.minUsage, CREDITS),
    minReward: given(options.minReward, DIEM),
    minCollect: given(options.minCollect, DIEM),
    minDistribute: given(options.minDistribute, DIEM),
    keepEpochs: keepEpochs === undefined ? undefined : Number(parseWhole(keepEpochs, "count")),
  };
  const said = Object.entries(thresholds).filter(([, value]) => value !== undefined);
  return Object.fromEntries(said);
}

/** Seconds of margin that a provider's ledger leaves a settlement, at most: see `vouchers.ProviderLedger`. */
const MAX_MARGIN_SECS = 600n;

function settlingOf(
  session: Session,
  { vouchers = false, operatorKeypair, settleAt, settleQuotaAt, lead }: RunOptions,
  { interval, epochSecs }: { readonly interval: bigint; readonly epochSecs: bigint },
): SettlementRules | undefined {
  if (!vouchers) return undefined;
  const margin = epochSecs / 10n < MAX_MARGIN_SECS ? epochSecs / 10n : MAX_MARGIN_SECS;
  return {
    operator:
      operatorKeypair === undefined ? session.wallet : readKeypair(operatorKeypair, session.io),
    diemAtLeast: DIEM.parsePositive(settleAt),
    quotaAtLeast: CREDITS.parsePositive(settleQuotaAt),
    leadSecs: lead === undefined ? 2n * margin + interval : parseDuration(lead),
  };
}
