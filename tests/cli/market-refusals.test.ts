import { PublicKey } from "@solana/web3.js";
import { expect } from "chai";
import { accounts, pda } from "@diem/sdk";
import { createMarket, createMint } from "../support/market";
import { type MarketFixture, createMarketFixture, withoutSol } from "./market-fixture";
import { nobody } from "./proxies";
import { expectError } from "./support";

type Who = "authority" | "consumer" | "seller" | "stranger";

/** A command that sends, who may run it here, and what anyone else is told. */
type Line = readonly [line: string, who: Who, stranger: string];

const ADDRESS = "7vfCXTUXx5WJV5JADk17DUJ4ksgau7utNKj4b963voxs";
const OFFER = "--capacity 1 --endpoint https://compute.example/v1 --price 0.01";

/** What would be sent in the market as it is. */
const READY: readonly Line[] = [
  ["market fund rewards 1 --duration 30d", "authority", "InsufficientBalance"],
  ["market fund quota 1", "consumer", "InsufficientBalance"],
  ["market params propose --file params.json", "authority", "NotAuthority"],
  [`market roles set --guardian ${ADDRESS}`, "authority", "NotAuthority"],
  [`market roles propose-authority ${ADDRESS}`, "authority", "NotAuthority"],
  ["market pause mint", "authority", "NotGuardian"],
  ["market metadata --name DIEM --symbol DIEM", "authority", "NotAuthority"],
  [`provider register ${OFFER}`, "authority", "InsufficientBalance"],
  ["provider slash PROVIDER --reason 3", "authority", "NotArbiter"],
  ["provider update --price 0.02", "seller", "NotAProvider"],
  ["provider capacity 150", "seller", "NotAProvider"],
  ["provider bond add 1", "seller", "NotAProvider"],
  ["provider retire", "seller", "NotAProvider"],
];

/** What is refused to everybody as long as nothing else has happened. */
const NOT_YET: readonly Line[] = [
  ["market params apply", "stranger", "NoParamsProposed"],
  ["market params cancel", "stranger", "NotAuthority"],
  ["market params cancel", "authority", "NoParamsProposed"],
  ["market roles accept-authority", "stranger", "NotPendingAuthority"],
  ["market unpause mint", "stranger", "NotAuthority"],
  ["provider bond request 1", "stranger", "NotAProvider"],
  ["provider bond request 1", "seller", "BondTooSmall"],
  ["provider bond withdraw", "stranger", "NotAProvider"],
  ["provider bond withdraw 7", "seller", "AccountNotFound"],
  ["provider revenue distribute", "stranger", "NotAProvider"],
  ["provider revenue withdraw all", "stranger", "NotAProvider"],
  ["provider revenue withdraw 1", "seller", "ClaimableExceeded"],
  ["provider rewards", "stranger", "NotAProvider"],
  ["provider close", "stranger", "NotAProvider"],
  ["provider close", "seller", "ProviderNotRetiring"],
  ["provider capacity 100000", "seller", "BondTooSmall"],
  ["provider capacity 100 --quota-capacity 101", "seller", "QuotaAboveCapacity"],
  [`provider register ${OFFER}`, "seller", "AlreadyAProvider"],
];

const READING = [
  "market show",
  "market list",
  "market params show",
  "market roles show",
  "market metadata",
  "provider list",
  "provider show PROVIDER",
  "provider bond tickets PROVIDER",
  "provider revenue show PROVIDER",
];

const WRONG_USE: readonly (readonly [line: string, error: string])[] = [
  ["market fund rewards much --duration 30d", "AmountUnreadable"],
  ["market fund rewards 0 --duration 30d", "AmountZero"],
  ["market fund rewards 1.0000000001 --duration 30d", "AmountTooFine"],
  ["market fund rewards 99999999999999 --duration 30d", "AmountTooLarge"],
  ["market fund rewards 1 --duration soon", "DurationInvalid"],
  ["market fund rewards 1", "MissingMandatoryOptionValue"],
  ["market fund quota much", "AmountUnreadable"],
  ["market fund quota 0", "AmountZero"],
  ["market fund 1 --duration 30d", "UnknownCommand"],
  ["market pause everything", "ChoiceInvalid"],
  ["market roles set", "NothingToChange"],
  ["market roles set --guardian me", "AddressInvalid"],
  ["market roles propose-authority me", "AddressInvalid"],
  ["market params propose --file missing.json", "FileUnreadable"],
  ["market params propose --file same.json", "NothingToChange"],
  ["market params propose --file broken.json", "InvalidMarketFile"],
  ["market params propose --file params.json --vvv-price dear", "AmountUnreadable"],
  ["market params propose --file other.json", "FileOfAnotherMarket"],
  ["market metadata --symbol D", "MetadataIncomplete"],
  ["market create --file missing.json --vvv-mint me", "FileUnreadable"],
  ["market create --file params.json --vvv-mint me", "AddressInvalid"],
  [`market create --file params.json --vvv-mint ${ADDRESS} --vvv-price 0`, "AmountZero"],
  [
    `market create --file params.json --vvv-mint ${ADDRESS} --quota-capacity all`,
    "AmountUnreadable",
  ],
  ["provider register --capacity many --endpoint https://x", "AmountUnreadable"],
  ["provider register --capacity 1", "EndpointMissing"],
  ["provider register --capacity 1 --endpoint https://x", "PriceMissing"],
  ["provider update --price reference", "AmountUnreadable"],
  ["provider update", "NothingToChange"],
  [`provider register ${OFFER} --price 0`, "AmountZero"],
  [`provider register ${OFFER} --price-list missing.json`, "FileUnreadable"],
  [`provider register ${OFFER} --operator me`, "AddressInvalid"],
  ["provider slash PROVIDER --reason 65536", "NumberInvalid"],
  ["provider slash me --reason 3", "AddressInvalid"],
  ["provider bond withdraw first", "NumberInvalid"],
];

describe("cli: market and provider: refusals", () => {
  let all: MarketFixture;
  let sequences: () => Promise<bigint[]>;

  before(async () => {
    all = await createMarketFixture();
    const { cli, seller } = all;
    const { stdout } = await cli.run(["market", "params", "show"]);
    cli.file("same.json", stdout);
    cli.file("params.json", stdout.replace('"maxSlash": "20%"', '"maxSlash": "25%"'));
    cli.file("broken.json", stdout.replace('"treasury": "5%"', '"treasury": "5"'));
    const opening = { epochLength: "1d", genesis: "now", referencePrice: "1 DIEM" };
    cli.file("other.json", JSON.stringify({ opening, ...(JSON.parse(stdout) as object) }));
    sequences = async () => {
      const { connection } = cli.chain;
      const provider = await accounts.provider.fetch(connection, seller.provider);
      return [(await cli.world.marketAccount()).sequence, provider.sequence];
    };
  });

  after(() => all.cli.close());

  const words = (line: string) =>
    line.replace("PROVIDER", all.seller.provider.toBase58()).split(" ");
  const walletOf = (who: Who) => (who === "seller" ? all.seller.owner : all[who]);

  for (const [line, , error] of READY) {
    it(`diem ${line}, by a stranger: ${error}`, async () => {
      const told = expectError(await all.cli.as(all.stranger)(...words(line)), error, 1);
      expect(told.next).to.be.a("string");
    });
  }

  for (const [line, who, error] of NOT_YET) {
    it(`diem ${line}, by the ${who}: ${error}`, async () => {
      expectError(await all.cli.as(walletOf(who))(...words(line)), error, 1);
    });
  }

  for (const [line, error] of WRONG_USE) {
    it(`diem ${line}: ${error}`, async () => {
      expectError(await all.cli.as(all.authority)(...words(line)), error, 2);
    });
  }

  it("nothing is sent without a confirmation, and by a dry run", async () => {
    const before = await sequences();
    for (const [line, who] of READY) {
      const wallet = ["--keypair", all.cli.walletFile(walletOf(who).keypair)];
      const json = ["--output", "json"];
      const asked = await all.cli.run([...words(line), ...wallet, ...json]);
      expectError(asked, "ConfirmationMissing", 2);
      const declined = await all.cli.run([...words(line), ...wallet], { answers: ["n"] });
      expect(declined.code, line).to.equal(2);
      expect(declined.stderr).to.contain("Send it? [y/N]").and.to.contain("[Declined]");
      const dry = await all.cli.run([...words(line), ...wallet, ...json, "--dry-run"]);
      expect(dry.json(), line).to.include({ dryRun: true });
    }
    expect(await sequences()).to.deep.equal(before);
  });

  it("say that there is no SOL for the fee, and no wallet", async () => {
    const { cli } = all;
    const poor = cli.as(await withoutSol(cli));
    expectError(await poor(...words("market fund rewards 1 --duration 30d")), "InsufficientSol", 1);
    expectError(await poor(...words(`provider register ${OFFER}`)), "InsufficientSol", 1);
    for (const [line] of [...READY, ...NOT_YET]) {
      const result = await cli.run([...words(line), "--yes", "--output", "json"]);
      expectError(result, "KeypairMissing", 2);
    }
  });

  it("say when nobody answers, when there is no such market, and when it is another cluster's", async () => {
    const { cli, authority } = all;
    const { world, chain } = cli;
    const vvvMint = await createMint(chain, authority.keypair);
    const foreign = createMarket(
      authority.address,
      vvvMint,
      new PublicKey(ADDRESS),
      await chain.now(),
    );
    await world.send([foreign], [authority.keypair]);
    const market = pda.market({ creator: authority.address, vvvMint }).toBase58();
    const places = [
      [{ DIEM_URL: await nobody() }, "RpcUnreachable"],
      [{ DIEM_MARKET: ADDRESS }, "MarketNotFound"],
      [{ DIEM_MARKET: vvvMint.toBase58() }, "NotAMarket"],
      [{ DIEM_MARKET: market }, "WrongCluster"],
    ] as const;
    const wallet = ["--keypair", cli.walletFile(authority.keypair), "--yes", "--output", "json"];
    for (const [env, error] of places) {
      for (const line of [...READY, ...NOT_YET].map(([text]) => text).concat(READING)) {
        if (line === "market list" && error !== "RpcUnreachable") continue; // needs no market
        const result = await cli.run([...words(line), ...wallet], { env });
        expectError(result, error, 3);
      }
    }
  });
});
