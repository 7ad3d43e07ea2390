import { expect } from "chai";
import type { PublicKey } from "@solana/web3.js";
import { accounts, type DiemErrorName } from "@diem/sdk";
import { expectFailure, expectRefusal } from "./refusals";
import type { World } from "./world";

const sorted = <Account extends { readonly address: PublicKey }>(list: readonly Account[]) =>
  [...list].sort((a, b) => Buffer.compare(a.address.toBuffer(), b.address.toBuffer()));

/** Every account of a world's market, and what its vaults and its providers' revenue accounts hold. */
async function stateOf(world: World) {
  const { connection } = world.chain;
  const market = await world.marketAccount();
  const ofMarket = { market: market.address };
  const providers = sorted(await accounts.provider.fetchAll(connection, ofMarket));
  const tickets = await Promise.all(
    providers.map(({ address: provider }) =>
      accounts.bondTicket.fetchAll(connection, { provider }),
    ),
  );
  const { stakeVault, bondVault, rewardVault, escrow, feePool } = market;
  const vaults = [stakeVault, bondVault, rewardVault, escrow, feePool];
  const held = [...vaults, ...providers.map(({ revenue }) => revenue)];
  return {
    market,
    providers,
    tickets: sorted(tickets.flat()),
    channels: sorted(await accounts.channel.fetchAll(connection, ofMarket)),
    records: sorted(await accounts.epochRecord.fetchAll(connection, ofMarket)),
    balances: await Promise.all(held.map((account) => world.balance(account))),
  };
}

/**
 * The call must fail, with exactly this error of the program or with a message of the framework, and must leave
 * every account of the market as it was.
 */
export async function expectUntouched(
  world: World,
  attempt: () => Promise<unknown>,
  why: DiemErrorName | RegExp,
): Promise<void> {
  const before = await stateOf(world);
  await (why instanceof RegExp ? expectFailure(attempt(), why) : expectRefusal(attempt(), why));
  expect(await stateOf(world)).to.deep.equal(before);
}
