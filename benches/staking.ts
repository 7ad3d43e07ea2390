import {
  createAssociatedTokenAccountIdempotentInstruction,
  createBurnInstruction,
  getAssociatedTokenAddressSync,
} from "@solana/spl-token";
import { Signer, TransactionInstruction } from "@solana/web3.js";
import { instructions, pda } from "@diem/sdk";
import { createMarket, createMint, providerTerms, UNIT } from "../tests/support/market";
import type { Bench } from "./bench";

const RICH = 1_000_000n * UNIT;
/** Enough to mint up to the target supply. */
const CROWD = 100n * RICH;
const SECS_BETWEEN = 10n;

/**
 * Market, stake and DIEM, in a market where both streams flow and the acting position has locked stake, so that each
 * instruction pays for a full settlement.
 */
export async function measureStaking(bench: Bench): Promise<void> {
  const { world } = bench;
  const { chain, market } = world;
  const measure = async (name: string, call: TransactionInstruction, signers: Signer[] = []) => {
    await chain.advance(SECS_BETWEEN);
    await bench.measure(name, [call], signers);
  };

  const creator = await chain.wallet();
  const vvvMint = await createMint(chain, creator);
  const now = (await chain.now()) + SECS_BETWEEN;
  const create = createMarket(creator.publicKey, vvvMint, creator.publicKey, now);
  await measure("create_market", create, [creator]);

  const crowd = await world.staker(CROWD);
  await world.mint(crowd, 100n * UNIT);
  const actor = await world.actor(RICH);
  const { address: owner, keypair } = actor;
  await measure("open_position", world.openPosition(actor), [keypair]);
  await world.stake(actor, RICH / 4n);
  await world.mint(actor, 10n * UNIT);

  const seller = await world.actor(UNIT);
  const terms = providerTerms(seller.address);
  const register = { market, owner: seller.address, bond: UNIT, terms };
  const provider = pda.provider({ market: market.market, owner: seller.address });
  await measure("register_provider", instructions.registerProvider(register), [seller.keypair]);
  const update = instructions.updateProvider({ market, owner: seller.address, terms });
  await measure("update_provider", update, [seller.keypair]);

  const stream = { market, funder: owner, amount: UNIT, durationSecs: 1_000_000n };
  await world.send([instructions.fundRewards(stream)], [keypair]);
  await measure("fund_rewards", instructions.fundRewards(stream), [keypair]);
  const revenue = pda.revenue({ provider, diemMint: market.diemMint });
  for (let payment = 0; payment < 2; payment++) {
    await world.pay(actor, revenue, UNIT);
    if (payment === 0) await world.distribute(provider);
  }
  await measure("distribute_revenue", instructions.distributeRevenue({ market, provider }));
  await world.pay(actor, revenue, UNIT);
  await world.distribute(provider);
  const withdrawal = { market, owner: seller.address, amount: 1_000n };
  await measure("withdraw_revenue", instructions.withdrawRevenue(withdrawal), [seller.keypair]);

  const treasury = world.treasury.publicKey;
  const account = getAssociatedTokenAddressSync(market.diemMint, treasury);
  await world.send([
    createAssociatedTokenAccountIdempotentInstruction(
      world.payer,
      account,
      treasury,
      market.diemMint,
    ),
  ]);
  await measure("collect_treasury", instructions.collectTreasury({ market, treasury }));

  const gift = { market, funder: owner, amount: UNIT / 2n };
  await measure("fund_quota", instructions.fundQuota(gift), [keypair]);

  await measure("stake", instructions.stake({ market, owner, amount: UNIT }), [keypair]);
  const mint = { market, owner, diemAmount: UNIT, maxVvvLocked: RICH };
  await measure("mint_diem", instructions.mintDiem(mint), [keypair]);
  const burn = { market, owner, diemAmount: UNIT, minVvvUnlocked: 0n };
  await measure("burn_diem", instructions.burnDiem(burn), [keypair]);
  // a view leaves everything as it is: the claim finds as much to release
  await chain.advance(SECS_BETWEEN);
  await bench.measure("quote_mint", [instructions.quoteMint(mint)]);
  await bench.measure("quote_burn", [instructions.quoteBurn(burn)]);
  await bench.measure("view_position", [instructions.viewPosition({ market, owner })]);
  await bench.measure("view_market", [instructions.viewMarket({ market })]);
  await bench.measure("claim_rewards", [instructions.claimRewards({ market, owner })], [keypair]);
  await measure("compound_rewards", instructions.compoundRewards({ market, owner }), [keypair]);

  const request = { market, owner, amount: UNIT };
  await measure("request_unstake", instructions.requestUnstake({ ...request, ticketId: 0n }), [
    keypair,
  ]);
  await measure("cancel_unstake", instructions.cancelUnstake({ market, owner, ticketId: 0n }), [
    keypair,
  ]);
  await world.requestUnstake(actor, UNIT);
  const withdraw = instructions.withdrawUnstaked({ market, owner, ticketId: 1n });
  await measure("withdraw_unstaked", withdraw, [keypair]);

  const { targetSupply } = await world.marketAccount();
  await world.mint(crowd, targetSupply - (await world.diemSupply()));
  const atTarget = { ...mint, owner: crowd.address, maxVvvLocked: CROWD };
  await measure("mint_diem at S = T", instructions.mintDiem(atTarget), [crowd.keypair]);

  const gone = (await world.diemSupply()) / 2n + 1n; // more than half: the debt's units are halved
  const donation = createBurnInstruction(crowd.diem, market.diemMint, crowd.address, gone);
  await world.send([donation], [crowd.keypair]);
  const inNewEra = instructions.burnDiem({ ...burn, owner: crowd.address });
  await measure("burn_diem, in a new era", inNewEra, [crowd.keypair]);

  const leaver = await world.staker(0n);
  const close = instructions.closePosition({ market, owner: leaver.address });
  await measure("close_position", close, [leaver.keypair]);
}
