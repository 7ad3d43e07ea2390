import {
  ASSOCIATED_TOKEN_PROGRAM_ID,
  TOKEN_2022_PROGRAM_ID,
  TOKEN_PROGRAM_ID,
} from "@solana/spl-token";
import {
  type AccountInfo,
  type AccountMeta,
  LAMPORTS_PER_SOL,
  type PublicKey,
  SystemProgram,
  SYSVAR_CLOCK_PUBKEY,
  type TransactionInstruction,
} from "@solana/web3.js";
import { PROGRAM_ID } from "@diem/sdk";
import { forgeries, type Catalogue, type Named, secondMint, siblings } from "./catalogue";
import type { Subject } from "./subject";

/** Something else in the place of an account. */
export interface Substitution {
  readonly kind: string;
  readonly meta: AccountMeta;
  /** Stands at the address during the call, where otherwise there is nothing. */
  readonly laid?: AccountInfo<Buffer>;
}

/** The same call by other traders. */
export interface Counterparts {
  readonly other: TransactionInstruction;
  readonly foreign: TransactionInstruction;
  readonly abroad: TransactionInstruction;
}

const PROGRAMS: Named = {
  "this program": PROGRAM_ID,
  "the system program": SystemProgram.programId,
  "the token program": TOKEN_PROGRAM_ID,
  "Token-2022": TOKEN_2022_PROGRAM_ID,
  "the associated token program": ASSOCIATED_TOKEN_PROGRAM_ID,
  "another sysvar": SYSVAR_CLOCK_PUBKEY,
};

/** Whatever has another role than the account that is wanted, or is another of its role. */
function strangers({ role, info, optional }: Subject, catalogue: Catalogue): Named {
  const { wallets, wallet, states, tokens, mints, relatives } = catalogue;
  // for an optional account the program itself is Anchor's mark for none
  const program: Named = optional ? {} : { "a program": PROGRAM_ID };
  const none = { "an empty address": catalogue.empty, ...program };
  const any = { ...states, ...tokens, ...mints, ...none };
  switch (role.is) {
    case "signer":
      return { ...wallets, "an empty address": catalogue.empty };
    case "wallet":
      return { ...wallets, ...any };
    case "fixed":
      return { ...wallet, ...states, ...PROGRAMS, "an empty address": catalogue.empty };
    case "unborn":
      return { ...wallet, ...any };
    case "absent":
      return {};
    case "state":
      return {
        ...relatives[role.type],
        ...wallet,
        ...any,
        ...(info && forgeries(catalogue, info)),
      };
    case "token":
      return {
        ...{ ...wallet, ...any },
        ...(info && { ...forgeries(catalogue, info), ...siblings(catalogue, info) }),
      };
    case "mint":
      return {
        ...{ ...wallet, ...any },
        ...(info && { ...forgeries(catalogue, info), ...secondMint(catalogue, info) }),
      };
  }
}

/** Accounts of the same call that have the role of this one. */
function twins(subject: Subject, subjects: readonly Subject[]): Named {
  const wallet = ({ role: { is } }: Subject) => is === "signer" || is === "wallet";
  const alike = (twin: Subject) =>
    subject.role.is === twin.role.is || (wallet(subject) && wallet(twin));
  const others = subjects.filter((twin) => twin !== subject && alike(twin));
  return Object.fromEntries(others.map(({ name, meta }) => [`the same as ${name}`, meta.pubkey]));
}

function counterparts({ index, role }: Subject, { other, foreign, abroad }: Counterparts): Named {
  const keys = [
    ["another owner's", other.keys[index]?.pubkey],
    ["another market's", foreign.keys[index]?.pubkey],
    ["the same owner's in another market", abroad.keys[index]?.pubkey],
  ] as const;
  const there = keys.filter((entry): entry is readonly [(typeof entry)[0], PublicKey] => {
    return entry[1] !== undefined && role.is !== "absent";
  });
  return Object.fromEntries(there);
}

/** The account itself, with less than the instruction asks for. */
function lessened({ meta, role, optional }: Subject): Substitution[] {
  if (role.is === "absent") return [];
  const none = { pubkey: PROGRAM_ID, isSigner: false, isWritable: false };
  return [
    ...(meta.isSigner ? [{ kind: "not signed", meta: { ...meta, isSigner: false } }] : []),
    ...(meta.isWritable ? [{ kind: "not writable", meta: { ...meta, isWritable: false } }] : []),
    ...(optional ? [{ kind: "absent", meta: none }] : []),
  ];
}

/** What somebody may have done to an address before it is created: nothing, or more than can be. */
function occupied({ name, meta, role }: Subject): Substitution[] {
  if (role.is !== "unborn") return [];
  const account = (lamports: number, owner: PublicKey, bytes: number) => ({
    lamports,
    owner,
    data: Buffer.alloc(bytes),
    executable: false,
  });
  const dusted = { kind: "dusted", meta, laid: account(1, SystemProgram.programId, 0) };
  if (name === "revenue") return [dusted]; // it may be there already
  const laid = account(LAMPORTS_PER_SOL, PROGRAM_ID, 1);
  return [dusted, { kind: "taken", meta, laid }];
}

function intrusions({ name, meta, role }: Subject, intruders: Named): Substitution[] {
  const pubkey = intruders[name];
  if (role.is !== "absent" || pubkey === undefined) return [];
  const flags = { isSigner: name === "operator", isWritable: name !== "operator" };
  return [{ kind: "present", meta: { ...meta, pubkey, ...flags } }];
}

/** All that may stand in the place of one account of a call: each other address once. */
export function substitutionsFor(
  subject: Subject,
  subjects: readonly Subject[],
  traders: Counterparts,
  catalogue: Catalogue,
  intruders: Named,
): Substitution[] {
  const { meta } = subject;
  const named: Named = {
    ...twins(subject, subjects),
    ...counterparts(subject, traders),
    ...strangers(subject, catalogue),
  };
  const seen = new Set([meta.pubkey.toBase58()]);
  const replaced = Object.entries(named).filter(([, pubkey]) => {
    const isNew = !seen.has(pubkey.toBase58());
    seen.add(pubkey.toBase58());
    return isNew;
  });
  return [
    ...lessened(subject),
    ...occupied(subject),
    ...intrusions(subject, intruders),
    ...replaced.map(([kind, pubkey]) => ({ kind, meta: { ...meta, pubkey } })),
  ];
}
