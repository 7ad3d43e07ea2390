import { constants } from "@diem/sdk";
import { clientOf, inWhole, type Network, type Say } from "./network";

const DIEM = (amount: bigint) => `${inWhole(amount, constants.DIEM_DECIMALS)} DIEM`;

/** Stakes VVV, mints DIEM against it, burns a part and takes what the stake has earned. */
export async function stakeAndMint(network: Network, say: Say): Promise<void> {
  const client = await clientOf(network, network.wallets.staker);
  const { vvvDecimals } = await client.read.market();
  const VVV = (amount: bigint) => `${inWhole(amount, vvvDecimals)} VVV`;
  const oneVvv = 10n ** BigInt(vvvDecimals);

  // The first stake opens the position too.
  const staked = await client.act.stake({ amount: 1_000n * oneVvv });
  say(`staked: ${VVV(staked.quote.staked)} in all (${staked.signature})`);

  // A plan says what would happen. Nothing is signed or sent yet, so it can be shown to the user.
  const diemAmount = 5n * constants.DIEM_UNIT;
  const plan = await client.plan.mintDiem({ diemAmount, slippageBps: 50 });
  const { vvvLocked, maxVvvLocked } = plan.quote;
  say(`${DIEM(diemAmount)} would lock ${VVV(vvvLocked)}, and never more than ${VVV(maxVvvLocked)}`);
  const { unitsConsumed } = await client.simulate(plan);
  say(`minted for ${unitsConsumed} compute units: ${await client.send(plan)}`);

  // Burning unlocks at the position's own average rate, not at today's rate.
  const burned = await client.act.burnDiem({ diemAmount: constants.DIEM_UNIT });
  say(`burned ${DIEM(constants.DIEM_UNIT)}, which unlocked ${VVV(burned.quote.vvvUnlocked)}`);

  // Stakers are paid by the second, in DIEM from what is paid for calls and in VVV from what was funded.
  const claimed = await client.act.claimRewards().catch((error: Error) => {
    if (error.name === "NothingToClaim") return null;
    throw error;
  });
  if (claimed === null) say("nothing to claim yet");
  else say(`claimed ${DIEM(claimed.quote.diem)} and ${VVV(claimed.quote.vvv)}`);

  const { vvv, diem } = await client.read.balances();
  const position = await client.read.position();
  say(`in the wallet: ${VVV(vvv)}, ${DIEM(diem)}`);
  say(
    `in the position: ${VVV(position?.staked ?? 0n)}, of it locked ${VVV(position?.locked ?? 0n)}`,
  );
}
