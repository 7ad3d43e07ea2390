import { instructions, type TokenMetadata } from "@diem/sdk";
import { emit, stampOf } from "../events";
import type { Generator } from "../generator";
import { type ByAuthority, requireAuthority } from "../governance";
import { demand } from "../refusal";
import type { State } from "../state";
import { always, byAuthority } from "./by-authority";

const isBetween = (text: string, low: number, high: number) =>
  !text.includes("\0") && Buffer.byteLength(text) >= low && Buffer.byteLength(text) <= high;

function setMetadata(state: State, { authority, ...metadata }: ByAuthority & TokenMetadata): void {
  requireAuthority(state.market, { authority });
  demand(isBetween(metadata.name, 1, 32), "DiemNameOutOfRange");
  demand(isBetween(metadata.symbol, 1, 10), "DiemSymbolOutOfRange");
  demand(isBetween(metadata.uri, 0, 200), "DiemUriOutOfRange");
  const before = state.metadata ?? null;
  state.metadata = metadata;
  const stamp = stampOf(state, state.market);
  emit(state, "DiemMetadataSet", { stamp, before, after: metadata });
}

/** Texts as long as they may be and longer, of letters of one and of two bytes. */
function someText(generator: Generator, longest: number): string {
  const [letter, bytes] = generator.pick([["n", 1] as const, ["é", 2] as const]);
  const most = longest / bytes;
  const length = generator.pick([0, 1, most - 1, most, most + 1]);
  return letter.repeat(length) + (generator.chance(5) ? "\0" : "");
}

export const setDiemMetadata = byAuthority("setDiemMetadata", always, (world, generator, by) => {
  const metadata = {
    name: someText(generator, 32),
    symbol: someText(generator, 10),
    uri: someText(generator, 200),
  };
  return {
    detail: metadata,
    instructions: [instructions.setDiemMetadata({ ...by, market: world.keys, ...metadata })],
    predict: (state) => setMetadata(state, { ...by, ...metadata }),
  };
});
