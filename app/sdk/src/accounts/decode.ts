import type { PublicKey } from "@solana/web3.js";
import { decodeStruct } from "../codec/decode";
import { accountDiscriminator, DISCRIMINATOR_LENGTH } from "../codec/discriminator";
import { accountSize } from "../codec/layout";
import type { AccountName, Struct } from "../codec/types";
import { ACCOUNT_VERSION } from "../constants";
import { wrongAccountType } from "../errors/account-errors";

/** Makes the decoder of one kind of account. It throws `WrongAccountType` for any other data. */
export function accountDecoder<Name extends AccountName, Fields>(
  name: Name,
  view: (stored: Struct<Name> & { readonly version: number }) => Fields,
): (data: Uint8Array, address?: PublicKey) => Fields {
  const discriminator = accountDiscriminator(name);
  const size = accountSize(name);
  return (data, address) => {
    const refuse = (why: string, next: string) =>
      wrongAccountType({ kind: name, address, why, next });
    if (!discriminator.every((byte, index) => data[index] === byte)) {
      throw refuse("its discriminator is another one", "check the address");
    }
    if (data.length !== size) {
      const sizes = `${String(data.length)} bytes instead of ${String(size)}`;
      throw refuse(`it has ${sizes}`, "use the SDK of the deployed program");
    }
    const stored = decodeStruct(name, data.subarray(DISCRIMINATOR_LENGTH)) as Struct<Name> & {
      readonly version: number;
    };
    if (stored.version !== ACCOUNT_VERSION) {
      throw refuse(`its version is ${String(stored.version)}`, "use a newer SDK");
    }
    return view(stored);
  };
}
