import { expect } from "chai";
import { accounts, instructions, pda } from "@diem/sdk";
import { channelAccount } from "../support/channels";
import { rollEpoch } from "../support/epochs";
import { UNIT } from "../support/market";
import { providerAccount } from "../support/providers";
import { expectUntouched } from "../support/untouched";
import type { World } from "../support/world";
import { alone, depart, type Exit } from "./exit";
import { closeChannel, requestClose } from "./exits-consuming";
import { closeProvider, retireProvider, withdrawBond } from "./exits-providing";
import { requestUnstake, withdrawUnstaked } from "./exits-staking";
import { ruinedMarket } from "./ruined-market";
import { proposeWorse } from "./worse-parameters";

/** Worse parameters are announced before anybody asks to leave, and applied before any of the requests is ready. */
async function worsenedMarket() {
  const market = await ruinedMarket({ announces: proposeWorse, silentSecs: 0n });
  const { world, newcomer } = market;
  const before = await world.marketAccount();
  await world.chain.advance((before.proposal?.etaTs ?? 0n) - (await world.chain.now()));
  await rollEpoch(world);
  await alone(world, newcomer, [instructions.applyParams({ market: world.market })]);
  const { params } = await world.marketAccount();
  expect(params.stakeCooldownSecs).to.equal(2n * before.params.stakeCooldownSecs);
  expect(params.bondCooldownSecs).to.equal(2n * before.params.bondCooldownSecs);
  expect(params.channelGraceSecs).to.equal(2n * before.params.channelGraceSecs);
  return { ...market, old: before.params };
}

/** The exit is refused one second before the time, and taken at the time. */
async function expectOpensAt(
  world: World,
  time: bigint,
  exit: () => Promise<Exit>,
  refusal: "CooldownNotOver" | "GraceNotOver",
): Promise<void> {
  await world.chain.advance(time - 1n - (await world.chain.now()));
  await expectUntouched(world, async () => depart(world, await exit()), refusal);
  await world.chain.advance(1n);
  await depart(world, await exit());
}

describe("liveness: worse parameters, applied after somebody asked to leave", () => {
  it("leave a ticket of stake its time and its amount", async () => {
    const { world, holder, old } = await worsenedMarket();
    const address = pda.ticket({ position: holder.position, id: 0n });
    const ticket = await accounts.ticket.fetch(world.chain.connection, address);
    expect(ticket.readyTs).to.equal(ticket.requestedTs + old.stakeCooldownSecs);
    const exit = () => withdrawUnstaked(world, holder, 0n);
    await expectOpensAt(world, ticket.readyTs, exit, "CooldownNotOver");
  });

  it("leave a ticket of bond its time and its amount", async () => {
    const { world, seller, old } = await worsenedMarket();
    const address = pda.bondTicket({ provider: seller.provider, id: 0n });
    const ticket = await accounts.bondTicket.fetch(world.chain.connection, address);
    expect(ticket.readyTs).to.equal(ticket.requestedTs + old.bondCooldownSecs);
    const exit = () => withdrawBond(world, seller, 0n);
    await expectOpensAt(world, ticket.readyTs, exit, "CooldownNotOver");
  });

  it("leave a notice its end", async () => {
    const { world, gone } = await worsenedMarket();
    const { noticeEndsTs } = await providerAccount(world, gone);
    await expectOpensAt(
      world,
      noticeEndsTs,
      () => withdrawBond(world, gone, 0n),
      "CooldownNotOver",
    );
    await depart(world, await closeProvider(world, gone));
  });

  it("leave an open channel the grace that it was opened with, though closing is asked for later", async () => {
    const { world, busy, old } = await worsenedMarket();
    await depart(world, await requestClose(world, busy));
    const { closesTs } = await channelAccount(world, busy);
    expect(closesTs).to.equal((await world.chain.now()) + old.channelGraceSecs);
    const exit = () => closeChannel(world, busy);
    await expectOpensAt(world, closesTs ?? 0n, exit, "GraceNotOver");
  });

  it("bind those who ask after them, to their own times and no longer", async () => {
    const { world, saver, seller, old } = await worsenedMarket();
    const asked = await world.chain.now();
    await depart(world, await requestUnstake(world, saver, UNIT));
    await depart(world, await retireProvider(world, seller));
    const { noticeEndsTs } = await providerAccount(world, seller);
    expect(noticeEndsTs).to.equal(asked + 2n * old.bondCooldownSecs);
    const exit = () => withdrawUnstaked(world, saver, 1n);
    await expectOpensAt(world, asked + 2n * old.stakeCooldownSecs, exit, "CooldownNotOver");
  });
});
