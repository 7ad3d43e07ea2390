import type { Command } from "commander";
import {
  type WalletContext,
  DIEM,
  type Io,
  inSession,
  type Session,
  withExamples,
} from "../../core";

/** `diem claim`. */
export function claimCommand(parent: Command, io: Io): void {
  const command = parent
    .command("claim")
    .description("pay out the fees (DIEM) and rewards (VVV) of your stake")
    .option("--compound", "stake the rewards instead; the fees stay claimable")
    .action(inSession(io, claim));
  withExamples(command, "diem claim", "diem claim --compound");
}

async function claim(session: Session, { compound }: { compound?: true }): Promise<void> {
  const acting = await session.walletContext();
  await (compound === true ? stakeRewards(session, acting) : payOut(session, acting));
}

async function payOut(session: Session, { client, vvv }: WalletContext): Promise<void> {
  const plan = await client.plan.claimRewards();
  const { quote } = plan;
  const sent = await session.send({
    plan,
    summary: [
      ["fees, at least", DIEM.format(quote.diem)],
      ["rewards, at least", vvv.format(quote.vvv)],
    ],
    json: { fees: DIEM.json(quote.diem), rewards: vvv.json(quote.vvv) },
  });
  if (sent === null) return;
  const { fees, rewards } = await session.event(sent, "RewardsClaimed");
  session.print({
    text: [`claimed ${DIEM.format(fees)} of fees and ${vvv.format(rewards)} of rewards`],
    json: { ...sent, fees: DIEM.json(fees), rewards: vvv.json(rewards) },
  });
}

async function stakeRewards(session: Session, { client, vvv }: WalletContext): Promise<void> {
  const plan = await client.plan.compoundRewards();
  const { quote } = plan;
  const sent = await session.send({
    plan,
    summary: [
      ["stake rewards, at least", vvv.format(quote.vvv)],
      ["staked then", vvv.format(quote.staked)],
    ],
    json: { rewards: vvv.json(quote.vvv), staked: vvv.json(quote.staked) },
  });
  if (sent === null) return;
  const { amount, position } = await session.event(sent, "RewardsCompounded");
  session.print({
    text: [`staked ${vvv.format(amount)} of rewards: ${vvv.format(position.staked)} in all`],
    json: { ...sent, rewards: vvv.json(amount), staked: vvv.json(position.staked) },
  });
}
