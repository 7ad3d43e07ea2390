import { expect } from "chai";
import { instructions } from "@diem/sdk";
import { INTERFACE } from "../release/interface";
import { expectSolvent, expectTotalsToAddUp } from "../support/solvency";
import { providerTerms, U64_MAX, UNIT } from "../support/market";
import { spareAccount } from "../support/trade";
import { expectUntouched } from "../support/untouched";
import type { Actor } from "../support/world";
import { abandonAccounts, alone, depart, freeze, reopening } from "./exit";
import { ROUTES, type Route } from "./exit-routes";
import { everybody, type Ruin, ruinedMarket, type RuinedMarket } from "./ruined-market";
import { proposeWorse } from "./worse-parameters";

/** Where and how an exit is taken; default: by its owner, as it is. */
interface Circumstances {
  readonly ruin?: Ruin;
  /** Concerns only exits that move tokens. */
  readonly tokens?: true;
  readonly leave?: (market: RuinedMarket, route: Route, who: Actor) => Promise<void>;
}

async function asHeIs(market: RuinedMarket, { exit }: Route, who: Actor): Promise<void> {
  await depart(market.world, await exit(market, who));
}

const CIRCUMSTANCES: readonly [string, Circumstances][] = [
  ["alone", {}],
  [
    "with the owner's token accounts closed, on others that it opens",
    {
      tokens: true,
      leave: async (market, route, who) => {
        await asHeIs(market, route, await abandonAccounts(market.world, who));
      },
    },
  ],
  [
    "with the owner's token accounts closed, on the same ones opened again on the way out",
    {
      tokens: true,
      leave: async ({ world, ...market }, { exit, name }, who) => {
        const moved = await abandonAccounts(world, who);
        // what is burnt lies where it was moved
        const payee = name === "burnDiem" ? moved : who;
        await depart(world, await exit({ world, ...market }, payee), reopening(world, who));
      },
    },
  ],
  [
    "with the token accounts of everybody else closed",
    {
      leave: async (market, route, who) => {
        for (const other of everybody(market)) {
          if (other !== who) await abandonAccounts(market.world, other);
        }
        await asHeIs(market, route, who);
      },
    },
  ],
  [
    "with the owner's VVV account frozen, on another one",
    {
      tokens: true,
      leave: async (market, route, who) => {
        const { world } = market;
        const vvv = await spareAccount(world, who, world.market.vvvMint);
        freeze(world, who);
        await asHeIs(market, route, { ...who, vvv });
      },
    },
  ],
  [
    "with the VVV accounts of everybody else frozen",
    {
      leave: async (market, route, who) => {
        for (const other of everybody(market)) if (other !== who) freeze(market.world, other);
        await asHeIs(market, route, who);
      },
    },
  ],
  ["with worse parameters proposed and never applied", { ruin: { announces: proposeWorse } }],
];

describe("liveness: every exit is open when all else has failed", () => {
  it("and none is left out that a release names", () => {
    const exits = ROUTES.map(({ name }) => name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`));
    expect(exits).to.include.members([...INTERFACE.exits]);
  });

  for (const [circumstance, { ruin = {}, tokens, leave = asHeIs }] of CIRCUMSTANCES) {
    describe(circumstance, () => {
      for (const route of ROUTES) {
        if (tokens === true && route.movesTokens !== true) continue;
        const { name, how, silentSecs, prepare } = route;
        it(how === undefined ? name : `${name}, ${how}`, async () => {
          const market = await ruinedMarket({ ...ruin, ...(silentSecs && { silentSecs }) });
          await prepare?.(market);
          const who = route.who(market);
          const { vvv, diem } = await route.exit(market, who);
          expect(route.vvv ?? vvv).to.equal(vvv);
          expect(route.diem ?? diem).to.equal(diem);
          await leave(market, route, who);
          await expectSolvent(market.world);
          await expectTotalsToAddUp(market.world);
        });
      }
    });
  }

  it("though every way in is shut, and nobody holds the key", async () => {
    const { world, saver, newcomer, seller, gone, consumer, busy, treasury } = await ruinedMarket();
    const openedSlot = BigInt(await world.chain.connection.getSlot());
    const { market } = world;
    const { address: owner } = saver;
    const amount = UNIT;
    const { provider } = seller;
    const mine = { market, provider, consumer: consumer.address };
    const opening = { ...mine, openedSlot, deposit: 0n, maxPrice: U64_MAX };
    const joining = { bond: UNIT, terms: providerTerms(newcomer.address) };
    const shut = [
      [saver, instructions.stake({ market, owner, amount })],
      [saver, instructions.compoundRewards({ market, owner })],
      [saver, instructions.cancelUnstake({ market, owner, ticketId: 0n })],
      [saver, instructions.mintDiem({ market, owner, diemAmount: 1n, maxVvvLocked: U64_MAX })],
      [
        consumer,
        instructions.deposit({ market, channel: busy.channel, funder: consumer.address, amount }),
      ],
      [consumer, instructions.openChannel(opening)],
      [consumer, instructions.stakeQuota({ ...mine, channel: busy.channel, amount })],
      [newcomer, instructions.registerProvider({ market, owner: newcomer.address, ...joining })],
      [seller.owner, instructions.addBond({ market, owner: seller.owner.address, amount })],
    ] as const;
    for (const [actor, entry] of shut) {
      await expectUntouched(world, () => alone(world, actor, [entry]), "EntryPaused");
    }
    for (const { address, keypair } of [newcomer, gone.owner, treasury]) {
      const open = instructions.unpause({ market, authority: address, entries: ["stake"] });
      await expectUntouched(world, () => alone(world, { keypair }, [open]), "NotAuthority");
    }
  });
});
