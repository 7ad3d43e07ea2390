import { expect } from "chai";
import { Keypair } from "@solana/web3.js";
import { instructions } from "@diem/sdk";
import { COOLDOWN_SECS } from "../support/market";
import type { Actor } from "../support/world";
import { Cli, expectError } from "./support";

const VVV = 1_000_000_000n;
const amount = (text: string, baseUnits: bigint) => ({ amount: text, baseUnits: `${baseUnits}` });
const vvv = (whole: bigint) => amount(whole.toString(), whole * VVV);

describe("cli: staking", () => {
  let cli: Cli;
  let staker: Actor;
  let wallet: string;
  let diem: ReturnType<Cli["as"]>;
  beforeEach(async () => {
    cli = await Cli.start();
    staker = await cli.world.actor(100n * VVV);
    wallet = cli.walletFile(staker.keypair);
    diem = cli.as(staker);
  });
  afterEach(() => cli.close());

  const text = async (...args: string[]) => {
    const { code, stdout, stderr } = await cli.run([...args, "-k", wallet, "-y"]);
    expect(code, stderr).to.equal(0);
    return stdout;
  };
  const advance = (secs: bigint) => cli.chain.embedded?.clock.advance(secs);
  const pauseStaking = async () => {
    const { world } = cli;
    const { market, creator } = world;
    const stop = { market, pauser: creator.publicKey, entries: ["stake"] as const };
    await world.send([instructions.pause(stop)], [creator]);
  };

  it("stake opens the position the first time, and adds to it later", async () => {
    const first = (await diem("stake", "40")).json();
    expect(first).to.deep.include({ amount: vvv(40n), staked: vvv(40n), opensPosition: true });
    const second = (await diem("stake", "0.000000001")).json();
    expect(second).to.deep.include({
      amount: amount("0.000000001", 1n),
      staked: amount("40.000000001", 40n * VVV + 1n),
      opensPosition: false,
    });
    expect((await cli.world.position(staker)).staked).to.equal(40n * VVV + 1n);
    expect(await text("stake", "2")).to.equal("staked 2 VVV: 42.000000001 VVV in all\n");
  });

  it("stake refuses more than the wallet holds, and says what it holds", async () => {
    const error = expectError(await diem("stake", "100.000000001"), "InsufficientBalance", 1);
    expect(error.message).to.equal(
      "the token account holds less than the amount (held 100 VVV, needed 100.000000001 VVV, most possible 100 VVV)",
    );
    expect(error.next).to.equal("lower the amount or add funds");
    expect((await diem("stake", "100")).code).to.equal(0);
  });

  for (const command of ["stake", "unstake"]) {
    for (const [bad, name] of [
      ["0", "AmountZero"],
      ["ten", "AmountUnreadable"],
      ["-1", "AmountNegative"],
      ["1,5", "AmountUnreadable"],
      ["1.0000000001", "AmountTooFine"],
      ["18446744073.709551616", "AmountTooLarge"],
    ] as const) {
      it(`${command} refuses ${bad}`, async () => {
        await cli.world.send([cli.world.openPosition(staker)], [staker.keypair]);
        expectError(await diem(command, bad), name, 2);
        expect(await cli.world.balance(staker.vvv)).to.equal(100n * VVV);
      });
    }
  }

  for (const command of ["unstake 1", "claim", "claim --compound", "position", "position close"]) {
    it(`${command} says that the wallet has no position`, async () => {
      const error = expectError(await diem(...command.split(" ")), "AccountNotFound", 1);
      expect(error.message).to.equal(`there is no stakePosition at ${staker.position.toBase58()}`);
      expect(error.next).to.contain("diem stake <vvv>");
    });
  }

  it("claim pays out what was earned, by the second", async () => {
    await diem("stake", "100");
    const nothing = expectError(await diem("claim"), "NothingToClaim", 1);
    expect(nothing.message).to.equal("the position has no fees and no rewards now");
    expect(nothing.next?.length).to.be.greaterThan(3);
    await cli.world.fundRewards(10n * VVV, 10n);
    advance(5n);
    const { rewards, fees } = (await diem("claim")).json<Record<string, { baseUnits: string }>>();
    expect(fees?.baseUnits).to.equal("0");
    const paid = BigInt(rewards?.baseUnits ?? 0);
    expect(paid <= 5n * VVV && paid > 5n * VVV - 10n).to.equal(true);
    expect(await cli.world.balance(staker.vvv)).to.equal(paid);
    advance(1n);
    expect(await text("claim")).to.match(/^claimed 0 DIEM of fees and [\d.]+ VVV of rewards\n$/);
  });

  it("claim --compound stakes the rewards", async () => {
    await diem("stake", "100");
    expectError(await diem("claim", "--compound"), "NothingToCompound", 1);
    await cli.world.fundRewards(10n * VVV, 10n);
    advance(5n);
    const done = (await diem("claim", "--compound")).json<Record<string, { baseUnits: string }>>();
    const rewards = BigInt(done.rewards?.baseUnits ?? 0);
    expect(rewards > 0n).to.equal(true);
    expect(BigInt(done.staked?.baseUnits ?? 0)).to.equal(100n * VVV + rewards);
    expect((await cli.world.position(staker)).staked).to.equal(100n * VVV + rewards);
    advance(1n);
    expect(await text("claim", "--compound")).to.match(/^staked [\d.]+ VVV of rewards: /);
  });

  it("position shows what is staked, owed and earned, of anybody", async () => {
    await diem("stake", "100");
    await cli.world.mint(staker, VVV / 2n);
    await diem("unstake", "10");
    await cli.world.fundRewards(10n * VVV, 10n);
    advance(4n);
    const { locked } = await cli.world.position(staker);
    const shown = (await diem("position")).json();
    expect(shown).to.deep.include({
      owner: staker.address.toBase58(),
      position: staker.position.toBase58(),
      staked: vvv(90n),
      bill: amount("0.5", VVV / 2n),
      cooling: vvv(10n),
      openTickets: 1,
    });
    expect(shown.locked).to.have.property("baseUnits", locked.toString());
    expect(shown.averageRate).to.have.property("baseUnits", (2n * locked).toString());
    const owner = staker.address.toBase58();
    const reader = cli.walletFile(Keypair.generate());
    const other = await cli.run(["position", "show", owner, "-k", reader]);
    expect(other.stdout).to.contain("staked:").and.to.contain("90 VVV\n");
    expect(other.stdout).to.contain("10 VVV on 1 ticket\n");
    expect(other.stdout).to.match(/^bill: +0\.5 DIEM$/m);
    expectError(await diem("position", "show", "nobody"), "AddressInvalid", 2);
  });

  it("position close names what is left, and gives the rent back", async () => {
    await diem("stake", "100");
    await diem("unstake", "40");
    const error = expectError(await diem("position", "close"), "PositionNotEmpty", 1);
    expect(error.message).to.equal(
      "the position still holds stake, tickets or unclaimed amounts (staked 60 VVV, open tickets 1)",
    );
    await diem("unstake", "60");
    advance(COOLDOWN_SECS);
    await diem("tickets", "withdraw");
    const { rent } = (await diem("position", "close")).json<{ rent: { baseUnits: string } }>();
    expect(BigInt(rent.baseUnits) > 0n).to.equal(true);
    expect(cli.chain.embedded?.getAccount(staker.position)).to.equal(null);
    expectError(await diem("position", "close"), "AccountNotFound", 1);
  });

  it("balance shows what a wallet holds, of anybody, and needs no token accounts", async () => {
    const shown = (await diem("balance")).json();
    expect(shown).to.deep.include({
      owner: staker.address.toBase58(),
      vvv: vvv(100n),
      diem: amount("0", 0n),
    });
    const nobody = Keypair.generate().publicKey.toBase58();
    const empty = await cli.run(["balance", nobody]);
    expect(empty.stdout).to.equal(
      `owner:  ${nobody}\nVVV:    0 VVV\nDIEM:   0 DIEM\nSOL:    0 SOL\n`,
    );
  });

  it("says that staking is paused, and lets everybody out", async () => {
    await diem("stake", "50");
    await diem("unstake", "10");
    await diem("unstake", "10");
    await pauseStaking();
    for (const command of ["stake 1", "tickets cancel 0", "claim --compound"]) {
      const error = expectError(await diem(...command.split(" ")), "EntryPaused", 1);
      expect(error.next).to.equal(
        "`diem market show` shows what is paused; exits are never paused",
      );
    }
    advance(COOLDOWN_SECS);
    expect((await diem("tickets", "withdraw")).code).to.equal(0);
    expect((await diem("unstake", "30")).code).to.equal(0);
  });
});
