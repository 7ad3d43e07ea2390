import type { PublicKey } from "@solana/web3.js";
import { constants, type MarketParams, pda } from "@diem/sdk";
import { DISCRIMINATOR_LENGTH, fieldOffset } from "../../app/sdk/dist/codec/layout";
import type { TestChain } from "./chain";
import type { World } from "./world";

/** Fields of a market that a test may put where no history of a few steps leads. */
export interface MarketPatch {
  readonly targetSupply?: bigint;
  readonly nextTarget?: bigint;
  /** Basis points times 2^32. */
  readonly utilisationEma?: bigint;
  readonly referencePrice?: bigint;
}

const paramsAt = fieldOffset("market", "params") - DISCRIMINATOR_LENGTH;

/** Overwrites 64-bit fields of the market's account. Needs the embedded chain. */
export function patchMarket(world: World, patch: MarketPatch): void {
  patchU64s(world, world.market.market, fieldOffsets("market", patch));
}

/** Overwrites 64-bit parameters of the market. Needs the embedded chain. */
export function patchParams(
  world: World,
  patch: Partial<Pick<MarketParams, "bondCooldownSecs" | "bondPerCredit" | "rewardCap">>,
): void {
  const fields = fieldOffsets("marketParams", patch);
  const moved = fields.map(([offset, value]): [number, bigint] => [paramsAt + offset, value]);
  patchU64s(world, world.market.market, moved);
}

/** Closes an epoch's record, or opens it again, and nothing else. Needs the embedded chain. */
export function patchClosed({ chain, market }: World, epoch: number, closed: boolean): void {
  const address = pda.epochRecord({ market: market.market, epoch });
  patch(chain, address, (data) =>
    data.writeUInt8(Number(closed), fieldOffset("epochRecord", "closed")),
  );
}

/** Makes the market one of its cluster: the test markets' vouchers are bound to none. Needs the embedded chain. */
export async function bindToCluster({ chain, market: { market } }: World): Promise<void> {
  const tag = constants.clusterTag(await chain.connection.getGenesisHash());
  patch(chain, market, (data) => data.set(tag, fieldOffset("market", "clusterTag")));
}

function fieldOffsets(structName: string, patch: object): [number, bigint][] {
  const entries = Object.entries(patch) as [string, bigint][];
  return entries.map(([name, value]) => [fieldOffset(structName, name), value]);
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
