import type { PublicKey } from "@solana/web3.js";
import type { Diem } from "../idl/diem";

type TypeDef = Diem["types"][number];

/** Names of the structs of the IDL, in camelCase. */
export type StructName = TypeDef["name"];

type FieldOf<Name extends StructName> = Extract<
  TypeDef,
  { name: Name; type: { fields: unknown } }
>["type"]["fields"][number];

type Filler = `reserved${string}` | `padding${string}`;
type BigInteger = "u64" | "i64" | "u128" | "i128";
type SmallInteger = "u8" | "i8" | "u16" | "i16" | "u32" | "i32";

/** What the SDK makes of a type of the IDL. Q64.64 numbers become their 128 bits. */
export type Value<Type> = Type extends BigInteger
  ? bigint
  : Type extends SmallInteger
    ? number
    : Type extends "bool"
      ? boolean
      : Type extends "string"
        ? string
        : Type extends "pubkey"
          ? PublicKey
          : Type extends { option: infer Inner }
            ? Value<Inner> | null
            : Type extends { array: readonly ["u8", number] }
              ? Uint8Array
              : Type extends { array: readonly [infer Item, number] } | { vec: infer Item }
                ? readonly Value<Item>[]
                : Type extends { defined: { name: "q64" } }
                  ? bigint
                  : Type extends { defined: { name: infer Name extends StructName } }
                    ? Struct<Name>
                    : never;

/** What the SDK makes of a struct of the IDL: its fields without filler. */
export type Struct<Name extends StructName> = {
  readonly [Field in FieldOf<Name> as Exclude<Field["name"], Filler>]: Value<Field["type"]>;
};

/** Names of a struct's fields that hold an address. */
export type AddressField<Name extends StructName> = Extract<
  FieldOf<Name>,
  { type: "pubkey" }
>["name"];

/** The name of a struct that an account of the program holds. */
export type AccountName = Diem["accounts"][number]["name"] & StructName;
