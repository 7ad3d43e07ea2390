import { expect } from "chai";
import type { PublicKey } from "@solana/web3.js";
import type { DiemErrorName } from "@diem/sdk";
import type { Opened } from "./channels";
import { expectFailure, expectRefusal } from "./refusals";
import type { World } from "./world";

/** Owner, lamports and bytes of accounts; null where there is none. */
export async function snapshot({ chain }: World, addresses: readonly PublicKey[]) {
  const infos = await chain.connection.getMultipleAccountsInfo([...addresses]);
  return addresses.map((address, index) => {
    const info = infos[index] ?? null;
    const state = info && {
      owner: info.owner.toBase58(),
      lamports: info.lamports,
      data: info.data.toString("hex"),
    };
    return { address: address.toBase58(), state };
  });
}

/** Whatever an instruction on the channels could change for somebody. */
export function reach({ market }: World, ...channels: readonly Opened[]): PublicKey[] {
  const own = channels.flatMap(({ channel, seller, consumer }) => [
    ...[channel, seller.provider, seller.revenue],
    ...[consumer.address, consumer.diem],
  ]);
  return [...(Object.values(market) as PublicKey[]), ...own];
}

/** The call must fail with exactly this error, and leave every one of the accounts as it was. */
export async function expectNoTrace(
  world: World,
  watched: readonly PublicKey[],
  attempt: () => Promise<unknown>,
  error: DiemErrorName | RegExp,
): Promise<void> {
  const before = await snapshot(world, watched);
  if (typeof error === "string") await expectRefusal(attempt(), error);
  else await expectFailure(attempt(), error);
  expect(await snapshot(world, watched)).to.deep.equal(before);
}
