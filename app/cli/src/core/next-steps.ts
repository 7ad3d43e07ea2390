import { DIEM, type DiemErrorName, type errors, formatAmount } from "@diem/sdk";

/** What to do about an error with this command, if the command can say more than the SDK. */
const NEXT: Readonly<Partial<Record<DiemErrorName, string>>> = {
  InsufficientSol: "send SOL to the wallet; on a test cluster, `solana airdrop 1` gives some",
  CooldownNotOver: "`diem tickets` and `diem provider bond tickets` show when each is ready",
  CostAboveMaximum: "the rate has risen: mint less, or allow more with --slippage or --max-vvv",
  UnlockBelowMinimum: "burn again, or allow less with --slippage or --min-vvv",
  LockedHaircutFixed: "leave `lockedHaircut` as it is: it is fixed for the market's life",
  RewardLapsed: "claim a reward within 8 epochs, or run a keeper, which claims in time",
  RevenueNotDistributed:
    "in later epochs run `diem epoch report` or a keeper in time: both collect and distribute first",
  SlashedInEpoch: "close it from the next epoch on",
  InsufficientUnlockedStake:
    "give a smaller amount, stake more, or unlock some with `diem burn`; `diem position` shows what is unlocked",
  OutsideMintCurve: "mint less: `diem quote mint` shows what an amount would lock",
  BondTooSmall:
    "ask for less, offer less with `diem provider capacity` and wait for the next epoch, or retire",
  NothingToBurn: "`diem position` shows the bill and what is locked",
  PositionNotEmpty:
    "`diem position` shows what is left: burn, claim, unstake and withdraw that first",
  ParamsDelayNotOver: "`diem market params show` shows from when on they can be applied",
  NoParamsProposed: "propose some with `diem market params propose --file <json>`",
  EpochsNotRolled: "close them with `diem epoch roll`",
  EntryPaused: "`diem market show` shows what is paused; exits are never paused",
};

/** What to do if an account of a type is missing. */
const MISSING: ReadonlyMap<string, string> = new Map([
  ["stakePosition", "open one with `diem stake <vvv>`, or check --keypair and --market"],
  [
    "unstakeTicket",
    "`diem tickets` lists yours: a ticket is gone once it was paid out or cancelled",
  ],
  ["bondTicket", "`diem provider bond tickets` lists them"],
]);

/** What the error's own figures say that can be done. */
function byFigures(error: errors.AnyDiemError): string | undefined {
  if (error.name === "InsufficientUnlockedStake") {
    const { mostMintable } = error.context;
    if (mostMintable === undefined) return undefined;
    return `mint at most ${formatAmount(mostMintable, DIEM)} DIEM, or stake more with \`diem stake\``;
  }
  if (error.name !== "BondTooSmall") return undefined;
  const { held, needed, decimals, mostPossible } = error.context;
  if (held === undefined || needed === undefined || decimals === undefined) return undefined;
  if (mostPossible !== undefined) return undefined;
  const missing = formatAmount(needed - held, { decimals });
  return `bond ${missing} VVV more (\`diem provider bond add ${missing}\`, or --bond to register), or offer less`;
}

/** The next step after an error of the SDK. */
export function nextStep(error: errors.AnyDiemError): string {
  if (error.name === "AccountNotFound") return MISSING.get(error.context.kind) ?? error.next;
  const { expected } = error.context as { readonly expected?: { toBase58(): string } };
  if (expected !== undefined) return `sign with ${expected.toBase58()}, by --keypair`;
  return byFigures(error) ?? NEXT[error.name] ?? error.next;
}
