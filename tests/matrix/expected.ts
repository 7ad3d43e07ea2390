import { TOKEN_PROGRAM_ID } from "@solana/spl-token";
import { type AccountInfo, PublicKey } from "@solana/web3.js";
import { definitions } from "./idl";
import { type Subject, typeOf } from "./subject";
import type { Substitution } from "./substitutions";

/** A substitution in a call, and the account that it puts in. */
export interface Case {
  readonly instruction: string;
  readonly subject: Subject;
  readonly substitution: Substitution;
  /** Null where there is none. */
  readonly put: AccountInfo<Buffer> | null;
}

/** What the program says to a signer that is not the one it wants, by the signer's name. */
const IMPOSTORS: Readonly<Record<string, string>> = {
  arbiter: "NotArbiter",
  authority: "NotAuthority",
  closer: "NotChannelParty",
  consumer: "WrongConsumer",
  funder: "WrongTokenOwner",
  new_authority: "NotPendingAuthority",
  operator: "NotOperator",
  owner: "WrongOwner",
  pauser: "NotGuardian",
  // anybody may pay: only an empty wallet is refused
  payer: "InsufficientSol",
};

/** Signers that the market itself must name: asked for before anything else of the market. */
const APPOINTED = ["arbiter", "authority", "new_authority", "pauser"];
const VAULTS = ["bond_vault", "escrow", "fee_pool", "reward_vault", "revenue", "stake_vault"];
/** What the program puts into the address of an account that it creates: looked at before all constraints. */
const SEEDS: Readonly<Record<string, readonly string[]>> = {
  create_market: ["creator", "vvv_mint"],
  open_channel: ["consumer", "provider"],
  open_epoch_record: ["market"],
  open_position: ["market", "owner"],
  register_provider: ["market", "owner"],
  request_bond_withdrawal: ["provider"],
  request_unstake: ["position"],
};

/** Error of a substitution by the rules that hold for every instruction. */
export function byRule(given: Case): string {
  const { subject, substitution } = given;
  if (substitution.kind === "not signed") return "AccountNotSigner";
  if (substitution.kind === "not writable") return whenReadOnly(subject);
  if (substitution.kind === "taken") return "System AccountAlreadyInUse";
  if (subject.name === "diem_metadata") return "WrongDiemMetadata";
  switch (subject.role.is) {
    case "signer":
      return ofSeeds(given) ?? IMPOSTORS[subject.name] ?? "no rule";
    case "wallet":
      return "WrongRentPayer";
    case "fixed":
      return ofFixed(subject);
    case "unborn":
      return subject.name === "revenue" ? "WrongTokenOwner" : "ConstraintSeeds";
    case "absent":
      return "no rule";
    case "state":
      return ofState(given, subject.role.type);
    case "token":
      return ofToken(given);
    case "mint":
      return ofMint(given);
  }
}

/** What is created, and who pays for it, is written before Anchor asks whether it may be. */
function whenReadOnly({ name, role }: Subject): string {
  const inCreation = role.is === "signer" || (role.is === "unborn" && name !== "revenue");
  return inCreation ? "PrivilegeEscalation" : "ConstraintMut";
}

function ofFixed({ name }: Subject): string {
  if (name === "instructions") return "WrongInstructionsSysvar";
  return name.endsWith("_program") ? "InvalidProgramId" : "ConstraintAddress";
}

const ofSeeds = ({ instruction, subject: { name } }: Case): string | undefined =>
  SEEDS[instruction]?.includes(name) === true ? "ConstraintSeeds" : undefined;

function ofState(given: Case, type: string): string {
  const { put } = given;
  const found = put && typeOf(put);
  if (put === null || found === "foreign") return "AccountOwnedByWrongProgram";
  if (found !== type) return "AccountDiscriminatorMismatch";
  return ofSeeds(given) ?? ofRelative(given, type);
}

/** Another account of the right type: somebody else's, or of another market. */
function ofRelative({ instruction, subject, substitution: { kind } }: Case, type: string): string {
  const names = definitions[instruction]?.accounts.map(({ name }) => name) ?? [];
  const has = (...any: readonly string[]) => names.some((name) => any.includes(name));
  const abroad = kind.endsWith("another market") || kind === "another market's";
  switch (type) {
    case "Market":
      return ofMarket(names);
    case "StakePosition":
      return abroad ? "WrongMarket" : "WrongOwner";
    case "UnstakeTicket":
      return "TicketOfAnotherPosition";
    case "BondTicket":
      return "TicketOfAnotherProvider";
    case "Provider":
      if (abroad && has("market", "record")) return "WrongMarket";
      if (has("owner")) return "WrongOwner";
      return has("revenue") ? "WrongVault" : "WrongProvider";
    case "Channel":
      if (subject.name !== "channel" || has("provider")) {
        return kind === "another consumer's" ? "WrongConsumer" : "WrongProvider";
      }
      return abroad ? "WrongMarket" : "WrongConsumer";
    case "EpochRecord":
      return abroad ? "WrongMarket" : "WrongEpochRecord";
    default:
      return "no rule";
  }
}

/** Of another market: the accounts of this one that the market itself stores are compared first. */
function ofMarket(names: readonly string[]): string {
  const appointed = APPOINTED.find((name) => names.includes(name));
  if (appointed !== undefined) return IMPOSTORS[appointed] ?? "no rule";
  if (names.some((name) => VAULTS.includes(name))) return "WrongVault";
  return names.includes("diem_mint") ? "WrongMint" : "WrongMarket";
}

/** Where a token account keeps its mint and its owner. */
const mintOf = ({ data }: AccountInfo<Buffer>) => new PublicKey(data.subarray(0, 32));
const ownerOf = ({ data }: AccountInfo<Buffer>) => new PublicKey(data.subarray(32, 64));
const isZeroed = ({ data }: AccountInfo<Buffer>) => data.every((byte) => byte === 0);

/** The rule for whatever is not of the token program, or not of the size that is wanted. */
function ofForeign(put: AccountInfo<Buffer> | null, size: number): string | undefined {
  if (put === null) return "AccountNotInitialized";
  if (!put.owner.equals(TOKEN_PROGRAM_ID)) return "AccountOwnedByWrongProgram";
  if (put.data.length !== size) return "InvalidAccountData";
  return isZeroed(put) ? "UninitializedAccount" : undefined;
}

function ofToken({ subject: { name, info }, substitution: { kind }, put }: Case): string {
  if (info === null) return "no rule";
  const foreign = ofForeign(put, info.data.length);
  if (foreign !== undefined || put === null) return foreign ?? "no rule";
  if (VAULTS.includes(name)) return "WrongVault";
  if (!mintOf(put).equals(mintOf(info))) return "WrongMint";
  if (!ownerOf(put).equals(ownerOf(info))) return "WrongTokenOwner";
  return kind === "a second one that is frozen" ? "Token AccountFrozen" : "no rule";
}

function ofMint(given: Case): string {
  const { instruction, subject, put } = given;
  const foreign = ofForeign(put, subject.info?.data.length ?? 0);
  // the VVV mint is the one that somebody brings along
  if (instruction === "create_market") return foreign ? "VvvNotClassicMint" : "ConstraintSeeds";
  return foreign ?? "WrongMint";
}
