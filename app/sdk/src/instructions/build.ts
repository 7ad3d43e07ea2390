import { Buffer } from "buffer";
import { type AccountMeta, PublicKey, TransactionInstruction } from "@solana/web3.js";
import { encodeValue } from "../codec/encode";
import { camelCased, type IdlType } from "../codec/idl";
import type { Value } from "../codec/types";
import type { Diem } from "../idl/diem";
import { instructions } from "../idl/diem.json";
import { eventAuthority } from "../pda";
import { PROGRAM_ID } from "../program";

type Instruction = Diem["instructions"][number];
/** Names of the program's instructions, in camelCase. */
export type InstructionName = Instruction["name"];
type Named<Name extends InstructionName> = Extract<Instruction, { name: Name }>;

/** What the encoder fills in by itself: programs with a fixed address, and the accounts of the event self-CPI. */
type Implied = { address: string } | { name: "events" };
type NameOf<Item> = Item extends { name: infer Name extends string } ? Name : never;
type Optional = { optional: true };
type AccountsOf<Items extends readonly unknown[]> = {
  readonly [Item in Exclude<Items[number], Implied | Optional> as NameOf<Item>]: Item extends {
    accounts: infer Group extends readonly unknown[];
  }
    ? AccountsOf<Group>
    : PublicKey;
} & {
  readonly [Item in Extract<Items[number], Optional> as NameOf<Item>]?: PublicKey | undefined;
};
type ArgsOf<Name extends InstructionName> = {
  readonly [Arg in Named<Name>["args"][number] as Arg["name"]]: Value<Arg["type"]>;
};

type AccountValues = { readonly [name: string]: PublicKey | AccountValues | undefined };
interface AccountItem {
  readonly name: string;
  readonly signer?: boolean;
  readonly writable?: boolean;
  readonly optional?: boolean;
  readonly address?: string;
  readonly accounts?: readonly AccountItem[];
}
interface IdlInstruction {
  readonly name: string;
  readonly discriminator: readonly number[];
  readonly accounts: readonly AccountItem[];
  readonly args: readonly { readonly name: string; readonly type: IdlType }[];
}

const definitions = new Map(
  (camelCased(instructions) as readonly IdlInstruction[]).map((item) => [item.name, item]),
);

function metas(
  items: readonly AccountItem[],
  values: AccountValues,
  programId: PublicKey,
): AccountMeta[] {
  return items.flatMap((item): AccountMeta[] => {
    const given = values[item.name];
    if (item.accounts !== undefined) {
      return metas(item.accounts, (given as AccountValues | undefined) ?? {}, programId);
    }
    if (given === undefined && item.optional === true) {
      return [{ pubkey: programId, isSigner: false, isWritable: false }]; // Anchor's mark for none
    }
    const pubkey = (given as PublicKey | undefined) ?? impliedKey(item, programId);
    return [{ pubkey, isSigner: item.signer ?? false, isWritable: item.writable ?? false }];
  });
}

function impliedKey({ name, address }: AccountItem, programId: PublicKey): PublicKey {
  // the IDL's addresses of these two are those of its own program: another deployment has others
  if (name === "eventAuthority") return eventAuthority({ programId });
  if (name === "program") return programId;
  if (address !== undefined) return new PublicKey(address);
  throw new TypeError(`the account ${name} is missing`);
}

/**
 * Encodes an instruction from the IDL: the compiler checks the names of its accounts and arguments;
 * their order, flags and bytes come from the IDL.
 *
 * @throws `InvalidAmount` for an integer out of its type's range.
 */
export function build<Name extends InstructionName>(
  name: Name,
  {
    accounts,
    remainingAccounts = [],
    args,
    programId = PROGRAM_ID,
  }: {
    readonly accounts: AccountsOf<Named<Name>["accounts"]>;
    /** Follow the named ones. */
    readonly remainingAccounts?: readonly AccountMeta[];
    readonly args: ArgsOf<Name>;
    readonly programId?: PublicKey | undefined;
  },
): TransactionInstruction {
  const definition = definitions.get(name);
  if (definition === undefined) throw new TypeError(`the IDL has no instruction ${name}`);
  const values = args as Readonly<Record<string, unknown>>;
  const encoded = definition.args.flatMap(({ name: arg, type }) =>
    encodeValue(type, values[arg], arg),
  );
  return new TransactionInstruction({
    programId,
    keys: [...metas(definition.accounts, accounts, programId), ...remainingAccounts],
    data: Buffer.from([...definition.discriminator, ...encoded]),
  });
}
