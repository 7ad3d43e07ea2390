import type { DiemErrorName } from "@diem/sdk";

/** What to do about the program's refusals with this command, where that is more than the program can say. */
const NEXT: Readonly<Partial<Record<DiemErrorName, string>>> = {
  InsufficientSol: "send SOL to the wallet; on a test cluster, `solana airdrop 1` gives some",
  CooldownNotOver: "`diem tickets` and `diem provider bond tickets` show when each is ready",
  CostAboveMaximum: "the rate has risen: mint less, or allow more with --slippage or --max-vvv",
  UnlockBelowMinimum: "burn again, or allow less with --slippage or --min-vvv",
  LockedHaircutFixed: "leave `lockedHaircut` as it is: it is fixed for the market's life",
  RewardLapsed: "a reward is to be claimed within 8 epochs: run a keeper, which claims in time",
  RevenueNotDistributed:
    "in later epochs run `diem epoch report` or a keeper in time: both collect and share out first",
  SlashedInEpoch: "close it from the next epoch on",
  InsufficientUnlockedStake:
    "give a smaller amount, stake more, or unlock some with `diem burn`; `diem position` shows what is unlocked",
  OutsideMintCurve: "mint less: `diem quote mint` shows what an amount would lock",
  NothingToBurn: "`diem position` shows the bill and what is locked",
  PositionNotEmpty:
    "`diem position` shows what is left: burn, claim, unstake and withdraw that first",
  ParamsDelayNotOver: "`diem market params show` shows from when on they can be applied",
  NoParamsProposed: "propose some with `diem market params propose --file <json>`",
  EpochsNotRolled: "close them with `diem epoch roll`",
  EntryPaused: "`diem market show` shows what is paused; leaving is never",
};

/** What to do about refusals of a kind, where neither the error nor {@link NEXT} says it. */
const KINDS: readonly (readonly [name: RegExp, next: string])[] = [
  [/OutOfRange$|AboveCapacity$/, "correct that and run the command again"],
  [/^Not[A-Z]/, "sign with another wallet (--keypair): `diem market roles show` names who may"],
  [/^Nothing/, "nothing has to be done now: try again when something has come in"],
  [/^(?:Signature|Voucher|ClaimCount)/, "ask the consumer for a new voucher of this channel"],
];

/** The next step after an error of this name; `told` is what the error itself says. */
export function nextStep(name: string, told: string | undefined): string | undefined {
  const better = Object.entries(NEXT).find(([known]) => known === name)?.[1];
  const said = told === "" ? KINDS.find(([kind]) => kind.test(name))?.[1] : told;
  return better ?? said;
}
