import { expect } from "chai";
import { COOLDOWN_SECS } from "../support/market";
import type { Actor } from "../support/world";
import { Cli, expectError } from "./support";

const VVV = 1_000_000_000n;
const amount = (text: string, baseUnits: bigint) => ({ amount: text, baseUnits: `${baseUnits}` });
const vvv = (whole: bigint) => amount(whole.toString(), whole * VVV);

describe("cli: tickets", () => {
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

  it("unstake opens a ticket and says when it pays out", async () => {
    await diem("stake", "100");
    const now = await cli.chain.now();
    const requested = (await diem("unstake", "30")).json();
    expect(requested).to.deep.include({
      amount: vvv(30n),
      ticketId: "0",
      readyTs: (now + COOLDOWN_SECS).toString(),
      staked: vvv(70n),
      unlocked: vvv(70n),
    });
    expect(await text("unstake", "5")).to.match(
      /^5 VVV cool down on ticket 1, which pays out from \S+Z on\n/,
    );
    expect((await cli.world.position(staker)).cooling).to.equal(35n * VVV);
  });

  it("unstake refuses what DIEM stands on, in figures", async () => {
    await diem("stake", "100");
    await cli.world.mint(staker, VVV);
    const { staked, locked } = await cli.world.position(staker);
    const unlocked = staked - locked;
    const error = expectError(await diem("unstake", "100"), "InsufficientUnlockedStake", 1);
    expect(error.message).to.match(
      /^the unlocked stake is smaller than the amount \(held [\d.]+ VVV, needed 100 VVV, most possible [\d.]+ VVV\)$/,
    );
    expect(error.next).to.contain("unlock some with `diem burn`");
    const most = `${unlocked / VVV}.${(unlocked % VVV).toString().padStart(9, "0")}`;
    expect((await diem("unstake", most)).json().unlocked).to.deep.equal(vvv(0n));
  });

  it("unstake all takes what is not locked, to the last unit, and refuses when nothing is", async () => {
    await diem("stake", "100");
    await cli.world.mint(staker, VVV);
    const { staked, locked } = await cli.world.position(staker);
    const { amount: taken, unlocked } = (await diem("unstake", "all")).json();
    expect(taken).to.have.property("baseUnits", (staked - locked).toString());
    expect(unlocked).to.deep.equal(vvv(0n));
    const after = await cli.world.position(staker);
    expect([after.staked, after.locked]).to.deep.equal([locked, locked]);
    const error = expectError(await diem("unstake", "all"), "NothingUnlocked", 1);
    expect(error.message).to.match(
      /^of ([\d.]+) VVV staked, \1 VVV are locked: there is nothing to unstake$/,
    );
    expect(error.next).to.equal("burn DIEM first: `diem quote burn` shows what that unlocks");
    await diem("burn", "all");
    await diem("unstake", "all");
    const nothing = expectError(await diem("unstake", "all"), "NothingUnlocked", 1);
    expect(nothing.next).to.equal(
      "stake with `diem stake <vvv>`; `diem tickets` shows what cools down",
    );
    expectError(await diem("unstake", "ALL"), "AmountUnreadable", 2);
  });

  it("tickets lists what cools down, and what is ready", async () => {
    await diem("stake", "100");
    expect((await diem("tickets")).json().tickets).to.deep.equal([]);
    expect(await text("tickets")).to.equal("no tickets: nothing cools down\n");
    const now = await cli.chain.now();
    await diem("unstake", "30");
    advance(1n);
    await diem("unstake", "20.5");
    advance(COOLDOWN_SECS - 1n);
    const { tickets } = (await diem("tickets")).json<{ tickets: Record<string, unknown>[] }>();
    expect(tickets.map(({ id, ready, readyTs }) => ({ id, ready, readyTs }))).to.deep.equal([
      { id: "0", ready: true, readyTs: (now + COOLDOWN_SECS).toString() },
      { id: "1", ready: false, readyTs: (now + COOLDOWN_SECS + 1n).toString() },
    ]);
    expect(await text("tickets", "list", staker.address.toBase58())).to.match(
      /^ticket {2}VVV {3}pays out from\n0 {7}30 {4}\S+Z \(since 0s\)\n1 {7}20\.5 {2}\S+Z \(in 1s\)\n$/,
    );
  });

  it("tickets withdraw pays out all that are ready, and leaves the others", async () => {
    await diem("stake", "100");
    await diem("unstake", "30");
    await diem("unstake", "10");
    advance(COOLDOWN_SECS - 1n);
    await diem("unstake", "5");
    const early = expectError(await diem("tickets", "withdraw"), "CooldownNotOver", 1);
    expect(early.message).to.match(
      /^no ticket is ready: the first pays out from \S+Z \(in 1s\) on$/,
    );
    advance(1n);
    const paid = (await diem("tickets", "withdraw")).json();
    expect(paid).to.deep.include({ ticketIds: ["0", "1"], amount: vvv(40n) });
    expect(paid.signatures).to.have.length(1);
    expect(await cli.world.balance(staker.vvv)).to.equal(40n * VVV);
    expect((await diem("tickets")).json<{ tickets: unknown[] }>().tickets).to.have.length(1);
    advance(COOLDOWN_SECS);
    expect(await text("tickets", "withdraw")).to.equal("5 VVV are in the wallet\n");
    const none = expectError(await diem("tickets", "withdraw"), "NoTickets", 1);
    expect(none.next).to.equal("ask for one with `diem unstake <vvv>`");
  });

  it("tickets withdraw takes as many transactions as many tickets need, and asks once", async () => {
    await diem("stake", "100");
    for (let n = 0; n < 9; n += 1) await cli.world.requestUnstake(staker, VVV);
    advance(COOLDOWN_SECS);
    const result = await cli.run(["tickets", "withdraw", "-k", wallet], { answers: ["y"] });
    expect(result.code, result.stderr).to.equal(0);
    expect(result.stderr.split("[y/N]")).to.have.length(2);
    expect(result.stderr.match(/signature:/g)).to.have.length(2);
    expect(await cli.world.balance(staker.vvv)).to.equal(9n * VVV);
  });

  it("tickets withdraw takes one by its number, and creates the account that it is paid to", async () => {
    await diem("stake", "100");
    await diem("unstake", "30");
    await diem("unstake", "10");
    const early = expectError(await diem("tickets", "withdraw", "1"), "CooldownNotOver", 1);
    expect(early.message).to.match(/^the cool-down is not over \(it is over at \S+Z\)$/);
    advance(COOLDOWN_SECS);
    expect((await diem("tickets", "withdraw", "1")).json()).to.deep.include({
      ticketIds: ["1"],
      amount: vvv(10n),
    });
    const gone = expectError(await diem("tickets", "withdraw", "1"), "AccountNotFound", 1);
    expect(gone.message).to.match(/^there is no unstakeTicket at /);
    expectError(await diem("tickets", "withdraw", "one"), "NumberInvalid", 2);
  });

  it("tickets cancel puts one back into the stake, whenever", async () => {
    await diem("stake", "100");
    await diem("unstake", "30");
    expect((await diem("tickets", "cancel", "0")).json()).to.deep.include({
      ticketId: "0",
      amount: vvv(30n),
    });
    expect((await cli.world.position(staker)).staked).to.equal(100n * VVV);
    expectError(await diem("tickets", "cancel", "0"), "AccountNotFound", 1);
    expectError(await diem("tickets", "cancel", "-1"), "NumberInvalid", 2);
    await diem("unstake", "1");
    expect(await text("tickets", "cancel", "1")).to.equal(
      "ticket 1 is cancelled: 1 VVV are staked again\n",
    );
  });

  it("shows nobody else's tickets as the wallet's own", async () => {
    await diem("stake", "100");
    await diem("unstake", "30");
    const other = cli.as(await cli.world.staker(VVV));
    expect((await other("tickets")).json<{ tickets: unknown[] }>().tickets).to.deep.equal([]);
    expectError(await other("tickets", "cancel", "0"), "AccountNotFound", 1);
    expectError(await other("tickets", "withdraw", "0"), "AccountNotFound", 1);
  });
});
