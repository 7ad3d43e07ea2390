import type { PublicKey } from "@solana/web3.js";

import { type Network, tokens as token } from "@diem/localnet";
import {
  constants,
  instructions,
  keypairWallet,
  type MarketAccount,
  pda,
  transactions,
} from "@diem/sdk";

import { chapter, percent, price, span, tokens } from "./format";
import { DemoMarket, type Periods, UNIT } from "./demo-market";

const VVV_DECIMALS = 9;
/** DIEM base units per credit. */
const REFERENCE_PRICE = (6n * UNIT) / 10_000n;
const TARGET_FLOOR = 1_000n * UNIT;

/** The defaults, but for a reaction that three epochs can show: they smooth over weeks. */
const LIVELY = { useEmaBps: 2_000, maxTargetStepBps: 100 };

/** Makes a VVV mint and creates a market for it. */
export async function openMarket(network: Network, periods: Periods): Promise<DemoMarket> {
  const wallet = keypairWallet(await network.wallet());
  const crew = { connection: network.connection, wallet };
  const treasury = await network.wallet();
  const creator = wallet.publicKey;
  const vvvMint = await createMint(network, crew);
  const market = pda.marketKeys({ creator, vvvMint });
  const { epochSecs, cooldownSecs } = periods;
  const now = await network.now();
  const days = epochSecs === constants.DEFAULT_EPOCH_SECS;
  const clock = { genesisTs: days ? constants.utcMidnight(now) : now - 1n, epochSecs };
  const demo = new DemoMarket({ network, market, clock, treasury, crew });
  const params = constants.defaultParams({
    vvvDecimals: VVV_DECIMALS,
    targetFloor: TARGET_FLOOR,
    referencePriceFloor: REFERENCE_PRICE / 10n,
    referencePriceCap: REFERENCE_PRICE * 10n,
  });
  const create = instructions.createMarket({
    creator,
    vvvMint,
    ...clock,
    clusterTag: constants.clusterTag(await network.connection.getGenesisHash()),
    referencePrice: REFERENCE_PRICE,
    roles: {
      authority: creator,
      guardian: creator,
      arbiter: creator,
      treasury: treasury.publicKey,
    },
    params: {
      ...params,
      ...LIVELY,
      stakeCooldownSecs: cooldownSecs,
      bondCooldownSecs: cooldownSecs,
      feeStreamSecs: 3n * cooldownSecs,
      channelGraceSecs: epochSecs,
    },
  });
  await demo.send([create]);
  describe(await demo.marketAccount());
  return demo;
}

async function createMint(network: Network, crew: transactions.Sender): Promise<PublicKey> {
  const mint = network.keypair();
  const payer = crew.wallet.publicKey;
  await transactions.send(crew, {
    instructions: token.createMint({
      ...{ payer, authority: payer },
      ...{ mint: mint.publicKey, decimals: VVV_DECIMALS },
    }),
    signers: [mint],
  });
  return mint.publicKey;
}

function describe({ address, vvvMint, diemMint, ...market }: MarketAccount): void {
  const { baseRate, steepnessBps, stakeCooldownSecs, useEmaBps, maxTargetStepBps } = market.params;
  chapter(
    "1. A market opens",
    `Market ${address.toBase58()}\nVVV mint ${vvvMint.toBase58()}\nDIEM mint ${diemMint.toBase58()}\n` +
      `An epoch lasts ${span(market.epochSecs)}; leaving takes ${span(stakeCooldownSecs)}. Minting starts at ` +
      `${tokens(baseRate, 0)} VVV per DIEM (k ${steepnessBps / 10_000}, target supply ${tokens(market.targetSupply, 0)} DIEM).\n` +
      "A credit is what costs one US dollar on a provider's price list; the market's reference price of one is " +
      `${price(market.referencePrice.current)} DIEM.\n` +
      "To show in three epochs what takes weeks by default, the average use follows " +
      `${percent(useEmaBps)} of each epoch's,\nand the target supply moves by up to ${percent(maxTargetStepBps)} an epoch.`,
  );
}
