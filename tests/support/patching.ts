import type { PublicKey } from "@solana/web3.js";
import { constants, type MarketParams, pda } from "@diem/sdk";
import { DISCRIMINATOR_LENGTH } from "../../app/sdk/dist/codec/discriminator";
import { fieldOffset } from "../../app/sdk/dist/codec/layout";
import type { TestChain } from "./chain";
import type { World } from "./world";

/** Fields of a market that a test may put where no history of a few steps leads. */
export interface MarketPatch {
  readonly targetSupply?: bigint;
  readonly nextTarget?: bigint;
  /** Basis points times 2^32. */
  readonly utilisationEma?: bigint;
  /** In every epoch: DIEM base units per whole credit. */
  readonly referencePrice?: bigint;
}

/** Overwrites 64-bit fields of the market's account. Needs the embedded chain. */
export function patchMarket(world: World, { referencePrice, ...patch }: MarketPatch): void {
  const fields = fieldOffsets("market", patch);
  if (referencePrice !== undefined) {
    const at = fieldOffset("market", "referencePrice");
    const scheduled = { previous: referencePrice, current: referencePrice, next: referencePrice };
    fields.push(...moved(fieldOffsets("scheduled", scheduled), at));
  }
  patchU64s(world, world.market.market, fields);
}

/** Overwrites 64-bit parameters of the market. Needs the embedded chain. */
export function patchParams(
  world: World,
  patch: Partial<Pick<MarketParams, "bondCooldownSecs" | "bondPerCredit">>,
): void {
  const fields = moved(fieldOffsets("marketParams", patch), fieldOffset("market", "params"));
  patchU64s(world, world.market.market, fields);
}

/** Closes an epoch's record, or opens it again, and nothing else. Needs the embedded chain. */
export function patchClosed({ chain, market }: World, epoch: number, closed: boolean): void {
  const address = pda.epochRecord({ market: market.market, epoch });
  patch(chain, address, (data) =>
    data.writeUInt8(Number(closed), fieldOffset("epochRecord", "closed")),
  );
}

/** Makes the market one of its cluster unless another is given: the test markets' vouchers are bound to none. Needs the embedded chain. */
export async function bindToCluster(
  { chain, market: { market } }: World,
  genesisHash?: string,
): Promise<void> {
  const tag = constants.clusterTag(genesisHash ?? (await chain.connection.getGenesisHash()));
  patch(chain, market, (data) => data.set(tag, fieldOffset("market", "clusterTag")));
}

function fieldOffsets(structName: string, patch: object): [number, bigint][] {
  const entries = Object.entries(patch) as [string, bigint][];
  return entries.map(([name, value]) => [fieldOffset(structName, name), value]);
}

/** The fields of a struct that stands at `at` in the account. */
function moved(fields: readonly [number, bigint][], at: number): [number, bigint][] {
  return fields.map(([offset, value]) => [at - DISCRIMINATOR_LENGTH + offset, value]);
}

function patchU64s(
  { chain }: World,
  address: PublicKey,
  fields: readonly [number, bigint][],
): void {
  patch(chain, address, (data) => {
    for (const [offset, value] of fields) data.writeBigUInt64LE(value, offset);
  });
}

function patch({ embedded }: TestChain, address: PublicKey, write: (data: Buffer) => void): void {
  const account = embedded?.getAccount(address) ?? null;
  if (embedded === undefined || account === null) throw new Error("needs the embedded chain");
  write(account.data);
  embedded.setAccount(address, account);
}
