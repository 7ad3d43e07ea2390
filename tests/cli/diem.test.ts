import { expect } from "chai";
import { instructions, quotes } from "@diem/sdk";
import type { Actor } from "../support/world";
import { Cli, expectError, WIDE } from "./support";

const UNIT = 1_000_000_000n;
const plain = (baseUnits: bigint) => {
  const fraction = (baseUnits % UNIT).toString().padStart(9, "0").replace(/0+$/, "");
  return `${baseUnits / UNIT}${fraction === "" ? "" : `.${fraction}`}`;
};
const amount = (baseUnits: bigint) => ({ amount: plain(baseUnits), baseUnits: `${baseUnits}` });

describe("cli: DIEM", () => {
  let cli: Cli;
  let minter: Actor;
  let wallet: string;
  let diem: ReturnType<Cli["as"]>;
  beforeEach(async () => {
    cli = await Cli.start();
    minter = await cli.world.staker(1_000n * UNIT);
    wallet = cli.walletFile(minter.keypair);
    diem = cli.as(minter);
  });
  afterEach(() => cli.close());

  const cost = async (diemAmount: bigint) => {
    const market = await cli.world.marketAccount();
    const supply = await cli.world.diemSupply();
    const now = await cli.chain.now();
    return quotes.mintQuote({ market, supply, amount: diemAmount, now }).vvvLocked;
  };
  const position = () => cli.world.position(minter);
  const held = () => cli.world.balance(minter.diem);

  it("quote mint is the program's own figure, and needs no wallet", async () => {
    const vvvLocked = await cost(5n * UNIT);
    const result = await cli.run(["quote", "mint", "5", "-o", "json", "-k", "/no/wallet.json"]);
    const quote = result.json();
    expect(quote).to.deep.include({
      amount: amount(5n * UNIT),
      vvvLocked: amount(vvvLocked),
      maxVvvLocked: amount((vvvLocked * 10_050n + 9_999n) / 10_000n),
      rateBefore: amount(90n * UNIT),
      supplyOverTargetBps: "1",
    });
    expect((await diem("mint", "5")).json()).to.deep.include({ vvvLocked: amount(vvvLocked) });
    const exact = await cli.run(["quote", "mint", "5", "--slippage", "0", "-o", "json"]);
    const { vvvLocked: next, maxVvvLocked } = exact.json();
    expect(maxVvvLocked).to.deep.equal(next);
  });

  it("quote mint shows people the rate before and after, and the impact", async () => {
    const { stdout } = await cli.run(["quote", "mint", "10000"]);
    expect(stdout).to.match(/^mint: +10000 DIEM\nlocks: +\d+\.?\d* VVV\n/);
    expect(stdout).to.match(/\nrate: +90 -> 93\.34\d+ VVV per DIEM/);
    expect(stdout).to.contain("(impact 3.71%)");
    expect(stdout).to.contain("26.31% of the target supply");
  });

  it("quote mint refuses what leaves the curve, zero, and what would lock nothing", async () => {
    const error = expectError(await diem("quote", "mint", "1000000"), "OutsideMintCurve", 1);
    expect(error.next).to.equal("mint less: `diem quote mint` shows what an amount would lock");
    expectError(await diem("quote", "mint", "0"), "AmountZero", 2);
    expectError(await diem("quote", "mint", "1", "--slippage", "10001"), "BasisPointsInvalid", 2);
  });

  it("mint locks what was quoted, and opens the DIEM account", async () => {
    const newcomer = await cli.world.staker(1_000n * UNIT);
    cli.chain.embedded?.setAccount(newcomer.diem, {
      ...(cli.chain.embedded.getAccount(newcomer.diem) ?? expect.fail("no account")),
      lamports: 0,
    });
    const vvvLocked = await cost(2n * UNIT);
    const minted = (await cli.as(newcomer)("mint", "2")).json();
    expect(minted).to.deep.include({
      amount: amount(2n * UNIT),
      vvvLocked: amount(vvvLocked),
      bill: amount(2n * UNIT),
      unlocked: amount(1_000n * UNIT - vvvLocked),
    });
    expect(await cli.world.balance(newcomer.diem)).to.equal(2n * UNIT);
    const result = await cli.run(["mint", "1", "-y", "-k", wallet]);
    expect(result.stdout).to.match(
      /^minted 1 DIEM, which locked 90\.?\d* VVV\nbill: +1 DIEM\nunlocked: +[\d.]+ VVV\n/,
    );
    expect(result.stderr).to.match(/average rate: +90\.?\d* VVV per DIEM\nrate: +\S+ -> /);
  });

  it("mint refuses more than the unlocked stake allows, and says how much it allows", async () => {
    const error = expectError(await diem("mint", "20"), "InsufficientUnlockedStake", 1);
    expect(error.message).to.equal(
      `the unlocked stake is smaller than the amount (held 1000 VVV, needed ${plain(await cost(20n * UNIT))} VVV, most possible 11.11111111 DIEM)`,
    );
    const most = /^mint at most (\S+) DIEM, or stake more/.exec(error.next ?? "")?.[1] ?? "";
    expect(error.context).to.deep.include({ token: "VVV", decimals: 9, held: `${1_000n * UNIT}` });
    expect(error.context?.mostMintable).to.equal("11111111110");
    expect((await diem("mint", most)).code).to.equal(0);
    expectError(await diem("mint", "0.000000001"), "InsufficientUnlockedStake", 1);
  });

  it("mint keeps the bound that it was given", async () => {
    const vvvLocked = await cost(5n * UNIT);
    const below = await diem("mint", "5", "--max-vvv", plain(vvvLocked - 1n));
    const error = expectError(below, "CostAboveMaximum", 1);
    expect(error.next).to.contain("--slippage or --max-vvv");
    expect(await held()).to.equal(0n);
    expect((await diem("mint", "5", "--max-vvv", plain(vvvLocked))).code).to.equal(0);
  });

  it("mint is refused on chain where the rate rises past the bound meanwhile", async () => {
    const rival = await cli.world.staker(1_000_000n * UNIT);
    // Between the question and the answer somebody else mints a lot.
    const { code, stderr } = await cli.run(
      ["mint", "5", "--slippage", "0", "-k", wallet, "--no-color"],
      { answers: ["y"], beforeAnswer: () => cli.world.mint(rival, 5_000n * UNIT) },
    );
    expect(code).to.equal(1);
    expect(stderr).to.match(
      /error: the mint would lock more VVV than --max-vvv \[CostAboveMaximum\]\nnext: the rate has risen/,
    );
    expect(await held()).to.equal(0n);
  });

  it("quote burn and burn unlock at the position's own rate", async () => {
    await diem("mint", "5");
    await cli.world.mint(await cli.world.staker(1_000_000n * UNIT), 5_000n * UNIT);
    const { locked } = await position();
    const quote = (await diem("quote", "burn", "2")).json();
    const unlocks = (locked * 2n) / 5n;
    expect(quote).to.deep.include({
      amount: amount(2n * UNIT),
      vvvUnlocked: amount(unlocks),
      minVvvUnlocked: amount((unlocks * 9_950n) / 10_000n),
      bill: amount(3n * UNIT),
      locked: amount(locked - unlocks),
    });
    expect((await diem("burn", "2")).json()).to.deep.include({
      amount: amount(2n * UNIT),
      vvvUnlocked: amount(unlocks),
      bill: amount(3n * UNIT),
      unlocked: amount(1_000n * UNIT - locked + unlocks),
    });
    const owner = minter.address.toBase58();
    const result = await cli.run(["quote", "burn", "all", owner]);
    expect(result.stdout).to.match(/^burn: +3 DIEM\nunlocks: /);
    expect(result.stdout).to.match(/\nbill then: +0 DIEM\nlocked then: +0 VVV\n$/);
  });

  it("burn all takes everything that is owed", async () => {
    await diem("mint", "5");
    const result = await cli.run(["burn", "all", "-y", "-k", wallet]);
    expect(result.stdout).to.match(
      /^burned 5 DIEM, which unlocked [\d.]+ VVV\nbill: +0 DIEM\nunlocked: +1000 VVV\n$/,
    );
    expect(await held()).to.equal(0n);
    for (const command of ["burn", "quote burn"]) {
      const error = expectError(await diem(...command.split(" "), "all"), "NothingToBurn", 1);
      expect(error).to.include({
        message: "the position owes no DIEM and has no stake locked",
        next: "`diem position` shows the bill and what is locked",
      });
    }
  });

  it("burn takes at most the bill, which falls when others burn", async () => {
    await diem("mint", "5");
    const { locked } = await position();
    const other = await cli.world.consumer(5n * UNIT);
    await cli.world.splBurn(other, 2n * UNIT); // 8 DIEM are left for debts of 10 units
    const shown = (await diem("position")).json();
    expect(shown.bill).to.deep.equal(amount(4n * UNIT));
    const quote = { amount: amount(4n * UNIT), vvvUnlocked: amount(locked) };
    for (const most of ["all", "5", "4.000000001"]) {
      const told = (await diem("quote", "burn", most)).json();
      expect(told, most).to.deep.include({ ...quote, bill: amount(0n), locked: amount(0n) });
    }
    const burned = (await diem("burn", "5")).json();
    expect(burned).to.deep.include({ ...quote, bill: amount(0n), unlocked: amount(1_000n * UNIT) });
    expect(await held()).to.equal(UNIT);
  });

  for (const most of ["all", "5"]) {
    it(`burn ${most} pays the bill of the moment in which it lands`, async () => {
      await diem("mint", "5");
      const other = await cli.world.consumer(5n * UNIT);
      // Between the question and the answer somebody else burns: 9 DIEM for debts of 10 units.
      const { code, stdout, stderr } = await cli.run(["burn", most, "-k", wallet, "--no-color"], {
        answers: ["y"],
        beforeAnswer: () => cli.world.splBurn(other, UNIT),
      });
      expect(code, stderr).to.equal(0);
      expect(stderr)
        .to.match(/^burn: +5 DIEM\n/m)
        .and.match(/^bill then: +0 DIEM\n/m);
      expect(stdout).to.match(/^burned 4\.5 DIEM, which unlocked [\d.]+ VVV\nbill: +0 DIEM\n/);
      expect((await position()).locked).to.equal(0n);
    });
  }

  it("burn frees what is locked for nothing where others have burned the debt away", async () => {
    await diem("mint", "5");
    const { locked } = await position();
    await cli.world.splBurn(minter, 5n * UNIT);
    const free = { amount: amount(0n), vvvUnlocked: amount(locked), bill: amount(0n) };
    const owner = minter.address.toBase58();
    const { stdout: shown } = await cli.run(["position", "show", owner], WIDE);
    expect(shown).to.match(
      /^bill: +0 DIEM: `diem burn all` unlocks what is locked, and burns nothing$/m,
    );
    const quoted = await cli.run(["quote", "burn", "1", owner]);
    expect(quoted.stdout).to.match(/^burn: +0 DIEM: burns by others have cleared the debt/);
    expect((await diem("quote", "burn", "all")).json()).to.deep.include(free);
    const burned = (await diem("burn", "all")).json();
    expect(burned).to.deep.include({ ...free, unlocked: amount(1_000n * UNIT) });
    expectError(await diem("burn", "all"), "NothingToBurn", 1);
  });

  it("burn refuses more than the wallet holds", async () => {
    await diem("mint", "5");
    const other = await cli.world.actor(0n);
    await cli.world.pay(minter, other.diem, 4n * UNIT);
    for (const most of ["all", "5", "9"]) {
      const short = expectError(await diem("burn", most), "InsufficientBalance", 1);
      expect(short.message).to.equal(
        "the token account holds less than the amount (held 1 DIEM, needed 5 DIEM, most possible 1 DIEM)",
      );
    }
    expect((await diem("burn", "1")).code).to.equal(0);
    for (const bad of ["0", "-1", "everything", "1e3"]) {
      expect((await diem("burn", bad)).code).to.equal(2);
    }
  });

  it("burn keeps the bound that it was given", async () => {
    await diem("mint", "5");
    const { locked } = await position();
    const above = await diem("burn", "5", "--min-vvv", plain(locked + 1n));
    expect(expectError(above, "UnlockBelowMinimum", 1).next).to.contain("--slippage or --min-vvv");
    expect((await diem("burn", "5", "--min-vvv", plain(locked))).code).to.equal(0);
  });

  for (const bad of ["0", "-1", "1,5", "0.0000000001", "all", "18446744073.709551616"]) {
    it(`mint refuses ${bad}`, async () => {
      const { code, error } = await diem("mint", bad);
      expect(code).to.equal(2);
      expect(error.name).to.match(/^Amount(Zero|Negative|Unreadable|TooFine|TooLarge)$/);
      expect(error.next).to.contain("DIEM");
    });
  }

  it("says that the wallet has no position", async () => {
    const other = cli.as(await cli.world.actor(UNIT));
    for (const command of ["mint 1", "burn 1", "burn all", "quote burn 1"]) {
      expectError(await other(...command.split(" ")), "AccountNotFound", 1);
    }
  });

  it("says that minting is paused, and lets everybody burn", async () => {
    await diem("mint", "5");
    const { market, creator } = cli.world;
    const stop = { market, pauser: creator.publicKey, entries: ["mint"] as const };
    await cli.world.send([instructions.pause(stop)], [creator]);
    expectError(await diem("mint", "1"), "EntryPaused", 1);
    expect((await diem("burn", "all")).code).to.equal(0);
  });
});
