import type {
  AccountInfo,
  Commitment,
  Connection,
  GetProgramAccountsFilter,
  PublicKey,
} from "@solana/web3.js";
import bs58 from "bs58";
import { accountDiscriminator } from "../codec/discriminator";
import { accountSize, fieldOffset } from "../codec/layout";
import type { AccountName, AddressField } from "../codec/types";
import { accountNotFound, wrongAccountType } from "../errors/account-errors";
import type { ProgramOption } from "../pda";
import { PROGRAM_ID } from "../program";
import { defined } from "../defined";
import { accountDecoder } from "./decode";

/** Maximum number of addresses that one `getMultipleAccounts` takes. */
const CHUNK = 100;

/** How to read: another program, or another commitment than the connection's. */
export interface ReadOptions extends ProgramOption {
  readonly commitment?: Commitment;
}

/** Equality filters on address fields of an account. */
export type Filter<Key extends string> = Readonly<Partial<Record<Key, PublicKey>>>;

/** A decoded account with its address. */
export type WithAddress<Fields> = { readonly address: PublicKey } & Fields;

/** What each member of `accounts` can do. */
export interface AccountClient<Fields, Key extends string> {
  /** Reads one account. Throws `AccountNotFound` or `WrongAccountType`. */
  fetch(
    connection: Connection,
    address: PublicKey,
    options?: ReadOptions,
  ): Promise<WithAddress<Fields>>;
  /** Reads one account, or null if there is none. Throws `WrongAccountType`. */
  fetchNullable(
    connection: Connection,
    address: PublicKey,
    options?: ReadOptions,
  ): Promise<WithAddress<Fields> | null>;
  /** Reads many accounts, in the order of their addresses, null if there is none. */
  fetchMany(
    connection: Connection,
    addresses: readonly PublicKey[],
    options?: ReadOptions,
  ): Promise<(WithAddress<Fields> | null)[]>;
  /** Reads all accounts of the kind that match the filter. */
  fetchAll(
    connection: Connection,
    filter?: Filter<Key>,
    options?: ReadOptions,
  ): Promise<WithAddress<Fields>[]>;
  /** An account that was read together with others. Throws `AccountNotFound` or `WrongAccountType`. */
  fromInfo(
    address: PublicKey,
    info: AccountInfo<Uint8Array> | null | undefined,
    options?: ProgramOption,
  ): WithAddress<Fields>;
  /** What finds the same accounts in a node: for `onProgramAccountChange`. */
  filters(filter?: Filter<Key>): GetProgramAccountsFilter[];
  /** Decodes an account's data. Throws `WrongAccountType`. */
  decode(data: Uint8Array): Fields;
}

/** Makes the client of one kind of account; `view` turns the stored fields into what the SDK shows. */
export function accountClient<
  Name extends AccountName,
  Key extends AddressField<Name> & string,
  Fields,
>({
  name,
  filterable,
  view,
}: {
  readonly name: Name;
  readonly filterable: readonly Key[];
  readonly view: Parameters<typeof accountDecoder<Name, Fields>>[1];
}): AccountClient<Fields, Key> {
  const decode = accountDecoder(name, view);

  const read = (
    address: PublicKey,
    info: AccountInfo<Uint8Array>,
    programId: PublicKey,
  ): WithAddress<Fields> => {
    if (!info.owner.equals(programId)) {
      const why = `it belongs to ${info.owner.toBase58()}`;
      const next = "check the address and the program id";
      throw wrongAccountType({ kind: name, address, why, next });
    }
    return { address, ...decode(info.data, address) };
  };

  const fetchNullable = async (
    connection: Connection,
    address: PublicKey,
    { programId = PROGRAM_ID, commitment }: ReadOptions = {},
  ) => {
    const info = await connection.getAccountInfo(address, commitment);
    return info === null ? null : read(address, info, programId);
  };

  const filtersOf = (filter?: Filter<Key>) => [
    ...kindFilters(name),
    ...addressFilters(name, filterable, filter),
  ];

  return {
    fetchNullable,
    fetch: async (connection, address, options) => {
      const account = await fetchNullable(connection, address, options);
      if (account === null) throw accountNotFound({ kind: name, address });
      return account;
    },
    fetchMany: async (connection, addresses, { programId = PROGRAM_ID, commitment } = {}) => {
      const chunks = Array.from({ length: Math.ceil(addresses.length / CHUNK) }, (_, index) =>
        addresses.slice(index * CHUNK, (index + 1) * CHUNK),
      );
      const infos = await Promise.all(
        chunks.map((chunk) => connection.getMultipleAccountsInfo(chunk, commitment)),
      );
      const found = infos.flat();
      return addresses.map((address, index) => {
        const info = found[index];
        return info === null || info === undefined ? null : read(address, info, programId);
      });
    },
    fetchAll: async (connection, filter, { programId = PROGRAM_ID, commitment } = {}) => {
      const found = await connection.getProgramAccounts(programId, {
        filters: filtersOf(filter),
        ...defined({ commitment }),
      });
      return found.map(({ pubkey, account }) => read(pubkey, account, programId));
    },
    fromInfo: (address, info, { programId = PROGRAM_ID } = {}) => {
      if (info === null || info === undefined) throw accountNotFound({ kind: name, address });
      return read(address, info, programId);
    },
    filters: filtersOf,
    decode: (data) => decode(data),
  };
}

function kindFilters(name: AccountName): GetProgramAccountsFilter[] {
  const bytes = bs58.encode(accountDiscriminator(name));
  return [{ dataSize: accountSize(name) }, { memcmp: { offset: 0, bytes } }];
}

function addressFilters<Key extends string>(
  name: AccountName,
  filterable: readonly Key[],
  filter: Filter<Key> | undefined,
): GetProgramAccountsFilter[] {
  return filterable.flatMap((field) => {
    const key = filter?.[field];
    if (key === undefined) return [];
    return [{ memcmp: { offset: fieldOffset(name, field), bytes: key.toBase58() } }];
  });
}
