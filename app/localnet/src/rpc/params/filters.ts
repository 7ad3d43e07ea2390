import { extended, none, readFields, tagged, untagged, variants } from "./compound";
import { list, option, type Read, text, u64, u8, usize } from "./shape";

const comparedBytes = {
  bytes: untagged("DataType", text, list(u8)),
  encoding: option(variants(["base58", "base64", "bytes"])),
};

const memcmp = extended("Memcmp", { offset: usize }, (given) => readFields(comparedBytes, given));

/** One of the `filters` of getProgramAccounts and programSubscribe. */
export const filter = tagged({ dataSize: u64, memcmp, tokenAccountState: none });

export type Filter = Read<typeof filter>;
export type Comparison = Read<typeof memcmp>;
