import json from "../../app/sdk/dist/idl/diem.json";

/** An account of an instruction, in a group or not. */
export interface AccountItem {
  readonly name: string;
  readonly signer?: boolean;
  readonly writable?: boolean;
  readonly optional?: boolean;
  readonly address?: string;
  readonly accounts?: readonly AccountItem[];
}

export interface Definition {
  readonly name: string;
  readonly discriminator: readonly number[];
  /** Without groups: an account of one is named `group.account`. */
  readonly accounts: readonly AccountItem[];
}

function flatten(items: readonly AccountItem[], prefix = ""): AccountItem[] {
  return items.flatMap((item) => {
    const name = prefix + item.name;
    return item.accounts === undefined ? [{ ...item, name }] : flatten(item.accounts, `${name}.`);
  });
}

/** Every instruction of the IDL, by the program's name. */
export const definitions: Readonly<Record<string, Definition>> = Object.fromEntries(
  json.instructions.map(({ name, discriminator, accounts }) => [
    name,
    { name, discriminator, accounts: flatten(accounts) },
  ]),
);

/** What the data of an account begins with, by the program's name of its type. */
export const accountTypes: readonly {
  readonly name: string;
  readonly discriminator: readonly number[];
}[] = json.accounts;
