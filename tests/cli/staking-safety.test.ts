import { expect } from "chai";
import { accounts } from "@diem/sdk";
import { COOLDOWN_SECS } from "../support/market";
import type { Actor } from "../support/world";
import { proxy } from "./proxies";
import { Cli } from "./support";

const UNIT = 1_000_000_000n;

/** A command that changes something, and what running it again after it was done comes to. */
interface Case {
  readonly command: string;
  readonly arrange: (cli: Cli, staker: Actor) => Promise<unknown>;
  /** The refusal of the second run; undefined where it is done once more. */
  readonly again?: string;
}

const staked = (cli: Cli, staker: Actor) => cli.as(staker)("stake", "900");
const minted = async (cli: Cli, staker: Actor) => {
  await staked(cli, staker);
  await cli.world.mint(staker, 5n * UNIT);
};
const ticket = async (cli: Cli, staker: Actor) => {
  await staked(cli, staker);
  await cli.world.requestUnstake(staker, 10n * UNIT);
  cli.chain.embedded?.clock.advance(COOLDOWN_SECS);
};
const earned = async (cli: Cli, staker: Actor) => {
  await staked(cli, staker);
  await cli.world.fundRewards(10n * UNIT, 10n);
  cli.chain.embedded?.clock.advance(5n);
};

const cases: readonly Case[] = [
  { command: "stake 5", arrange: staked },
  { command: "unstake 5", arrange: staked },
  { command: "unstake all", arrange: minted, again: "NothingUnlocked" },
  { command: "tickets cancel 0", arrange: ticket, again: "AccountNotFound" },
  { command: "tickets withdraw", arrange: ticket, again: "NoTickets" },
  { command: "claim", arrange: earned, again: "NothingToClaim" },
  { command: "claim --compound", arrange: earned, again: "NothingToCompound" },
  { command: "mint 1", arrange: staked },
  { command: "burn all", arrange: minted, again: "NothingToBurn" },
  {
    command: "position close",
    arrange: ({ world }, staker) => world.send([world.openPosition(staker)], [staker.keypair]),
    again: "AccountNotFound",
  },
];

describe("cli: staking safely", () => {
  let cli: Cli;
  let staker: Actor;
  let wallet: string;
  beforeEach(async () => {
    cli = await Cli.start();
    staker = await cli.world.actor(1_000n * UNIT);
    wallet = cli.walletFile(staker.keypair);
  });
  afterEach(() => cli.close());

  const blocks = () => cli.chain.connection.getBlockHeight();
  /** The staker's position, tickets and tokens. */
  const state = async () => {
    const { connection } = cli.chain;
    const { position } = staker;
    return {
      position: await accounts.position.fetchNullable(connection, position),
      tickets: await accounts.ticket.fetchAll(connection, { position }),
      vvv: await cli.world.balance(staker.vvv),
      diem: await cli.world.balance(staker.diem),
    };
  };

  for (const { command, arrange, again } of cases) {
    const args = command.split(" ");

    it(`diem ${command} sends nothing in a dry run, after a no, and unasked`, async () => {
      await arrange(cli, staker);
      const [before, height] = [await state(), await blocks()];
      const dry = await cli.run([...args, "-k", wallet, "--dry-run", "-o", "json"]);
      const { dryRun, events } = dry.json<{ dryRun: boolean; events: unknown[] }>();
      expect(dryRun).to.equal(true);
      expect(events.length).to.be.greaterThan(0);
      const declined = await cli.run([...args, "-k", wallet], { answers: ["n"] });
      expect(declined.code).to.equal(2);
      expect(declined.stderr).to.contain("[Declined]");
      const unasked = await cli.run([...args, "-k", wallet]);
      expect(unasked.code).to.equal(2);
      expect(unasked.stderr).to.contain("[ConfirmationMissing]");
      expect(await blocks()).to.equal(height);
      expect(await state()).to.deep.equal(before);
    });

    it(`diem ${command} is done once where it is stopped while it waits`, async () => {
      await arrange(cli, staker);
      const before = await state();
      let written = "";
      const cut = await proxy(cli.url, (method) => {
        if (method !== "getSignatureStatuses") return true;
        written ||= running.stderr;
        running.interrupt();
        return false;
      });
      const line = [...args, "-k", wallet, "-y", "-o", "json"];
      const running = cli.start(...line, "-u", cut.url);
      const stopped = await running.ended;
      await cut.close();
      expect(stopped.code).to.equal(130);
      const signature = /"signature":"(\w+)"/.exec(written)?.[1] ?? "";
      const { value } = await cli.chain.connection.getSignatureStatus(signature);
      expect(value, stopped.stderr).to.deep.include({ err: null });

      const after = await state();
      expect(after).not.to.deep.equal(before);
      const second = await cli.run(line);
      if (again === undefined) {
        expect(second.code, second.stderr).to.equal(0);
        expect(await state()).not.to.deep.equal(after);
      } else {
        expect(second.error.name).to.equal(again);
        expect(await state()).to.deep.equal(after);
      }
    });
  }
});
