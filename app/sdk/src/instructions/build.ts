import { Buffer } from "buffer";
import { type AccountMeta, PublicKey, TransactionInstruction } from "@solana/web3.js";
import { instructionDiscriminator } from "../codec/discriminator";
import { encodeValue } from "../codec/encode";
import { fieldsIn } from "../codec/idl";
import type { Value } from "../codec/types";
import type { Diem } from "../idl/diem";
import { addresses, instructions } from "../idl/layouts.json";
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
  readonly [Item in Exclude<Items[number], Implied | Optional> as NameOf<Item>]: PublicKey;
} & {
  readonly [Item in Extract<Items[number], Optional> as NameOf<Item>]?: PublicKey | undefined;
};
type ArgsOf<Name extends InstructionName> = {
  readonly [Arg in Named<Name>["args"][number] as Arg["name"]]: Value<Arg["type"]>;
};

type AccountValues = Readonly<Record<string, PublicKey | undefined>>;

/** The accounts and arguments of each instruction, as the layouts have them: see `scripts/layouts.mjs`. */
const definitions: Readonly<Record<string, readonly string[]>> = instructions;
const addressOf: Readonly<Record<string, string>> = addresses;

/** One account: its name, then `!` where it signs, `+` where it is written and `?` where it may be absent. */
function meta(text: string, values: AccountValues, programId: PublicKey): AccountMeta {
  const [, name = "", signer, writable, optional] = /^(\w+)(!?)(\+?)(\??)$/.exec(text) ?? [];
  const given = values[name];
  if (given === undefined && optional === "?") {
    return { pubkey: programId, isSigner: false, isWritable: false }; // Anchor's mark for none
  }
  const pubkey = given ?? impliedKey(name, programId);
  return { pubkey, isSigner: signer === "!", isWritable: writable === "+" };
}

function impliedKey(name: string, programId: PublicKey): PublicKey {
  // the IDL's addresses of these two are those of its own program: another deployment has others
  if (name === "eventAuthority") return eventAuthority({ programId });
  if (name === "program") return programId;
  const address = addressOf[name];
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
  const [named, fields = `args:${name}Args`] = definitions[name] ?? [];
  if (named === undefined) throw new TypeError(`the IDL has no instruction ${name}`);
  const values = args as Readonly<Record<string, unknown>>;
  const encoded = fieldsIn(fields).flatMap((arg) =>
    encodeValue(arg.type, values[arg.name], arg.name),
  );
  const metas = named.split(" ").map((account) => meta(account, accounts, programId));
  return new TransactionInstruction({
    programId,
    keys: [...metas, ...remainingAccounts],
    data: Buffer.from([...instructionDiscriminator(name), ...encoded]),
  });
}
