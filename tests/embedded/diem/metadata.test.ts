import { existsSync } from "node:fs";
import { join } from "node:path";
import { PublicKey, type TransactionInstruction } from "@solana/web3.js";
import { expect } from "chai";
import { constants, instructions, pda, type TokenMetadata, views } from "@diem/sdk";
import { METADATA_DOUBLE, startChain } from "../../support/chain";
import { Governed } from "../../support/governance";
import { expectRefusal } from "../../support/refusals";

/** Metaplex's own program, which `node scripts/metaplex.mjs` puts there. */
const METAPLEX = join(__dirname, "../../../target/metaplex-token-metadata.so");
/** A program that succeeds whatever it is told, and does nothing. */
const MEMO = new PublicKey("Memo1UhkJRfHyvLMcVucJwxXeuD728EqVDDwQDxFMNo");

const DIEM = { name: "DIEM", symbol: "DIEM", uri: "https://diem.example/diem.json" };
const LONGEST = { name: "n".repeat(32), symbol: "s".repeat(10), uri: "u".repeat(200) };
/** Two bytes a letter. */
const WIDE = { name: "é".repeat(16), symbol: "Δ".repeat(5), uri: "" };

const FEE_LAMPORTS = 10_000_000;
const isThere = existsSync(METAPLEX);

class Fixture {
  private constructor(readonly governed: Governed) {}

  static async set(metadataProgram: string): Promise<Fixture> {
    const chain = await startChain(0, metadataProgram);
    return new Fixture(await Governed.create(chain));
  }

  get world() {
    return this.governed.world;
  }

  call(metadata: TokenMetadata, by = this.governed.authority): TransactionInstruction {
    const { market } = this.world;
    return instructions.setDiemMetadata({ market, authority: by.publicKey, ...metadata });
  }

  set(metadata: TokenMetadata, by = this.governed.authority): Promise<string> {
    return this.world.send([this.call(metadata, by)], [by]);
  }

  async account() {
    const address = pda.diemMetadata(this.world.market);
    return this.world.chain.connection.getAccountInfo(address);
  }

  shown(): Promise<TokenMetadata | null> {
    const { market, chain } = this.world;
    return views.diemMetadata({ connection: chain.connection, market });
  }
}

describe("diem metadata", () => {
  it("is tried on Metaplex's own program wherever DIEM_REQUIRE_TOOLS=1: node scripts/metaplex.mjs brings it", () => {
    expect(isThere || process.env.DIEM_REQUIRE_TOOLS !== "1").to.equal(true);
  });

  const programs = {
    "its double": METADATA_DOUBLE,
    ...(isThere ? { "Metaplex's": METAPLEX } : {}),
  };
  for (const [whose, program] of Object.entries(programs)) {
    describe(`on ${whose} program`, () => {
      let fixture: Fixture;
      beforeEach(async () => {
        fixture = await Fixture.set(program);
      });

      it("is created and then changed, and the events carry the old and the new text", async () => {
        expect(await fixture.shown()).to.equal(null);
        const { sequence } = await fixture.world.marketAccount();
        let before: TokenMetadata | null = null;
        let changes = 0n;
        for (const after of [DIEM, LONGEST, WIDE, DIEM]) {
          const signature = await fixture.set(after);
          const { stamp, ...said } = await fixture.governed.event(signature, "DiemMetadataSet");
          expect(said).to.deep.equal({ before, after });
          expect(stamp.sequence).to.equal(sequence + ++changes);
          expect(await fixture.shown()).to.deep.equal(after);
          before = after;
        }
      });

      it("costs the payer the rent and the program's fee, once", async () => {
        const { chain } = fixture.world;
        const { connection } = chain;
        const { authority } = fixture.governed;
        const payer = await chain.wallet();
        const set = () =>
          instructions.setDiemMetadata({
            ...{ market: fixture.world.market, payer: payer.publicKey },
            ...{ authority: authority.publicKey, ...DIEM },
          });
        const balances = [await connection.getBalance(payer.publicKey)];
        for (let nth = 0; nth < 2; nth++) {
          await fixture.world.send([set()], [payer, authority]);
          balances.push(await connection.getBalance(payer.publicKey));
        }
        const size = (await fixture.account())?.data.length ?? 0;
        const rent = await connection.getMinimumBalanceForRentExemption(size);
        const [before = 0, after = 0, later = 0] = balances;
        expect([before - after, after - later]).to.deep.equal([rent + FEE_LAMPORTS, 0]);
      });

      it("is the current authority's alone", async () => {
        const { governed, world } = fixture;
        const next = await world.chain.wallet();
        for (const by of [governed.guardian, next, world.creator]) {
          await expectRefusal(fixture.set(DIEM, by), "NotAuthority");
        }
        await fixture.set(DIEM);
        await governed.propose(next.publicKey);
        await governed.accept(next);
        await expectRefusal(fixture.set(LONGEST), "NotAuthority");
        await fixture.set(LONGEST, next);
        expect(await fixture.shown()).to.deep.equal(LONGEST);
      });

      it("is created though somebody sent lamports to its address", async () => {
        const { chain, market } = fixture.world;
        chain.embedded?.airdrop(pda.diemMetadata(market), FEE_LAMPORTS);
        await fixture.set(DIEM);
        expect(await fixture.shown()).to.deep.equal(DIEM);
      });

      it("has the market's address as its authority, which signs for nobody else", async () => {
        await fixture.set(DIEM);
        const data = (await fixture.account())?.data ?? expect.fail("no account");
        expect(new PublicKey(data.subarray(1, 33))).to.deep.equal(fixture.world.market.market);
      });
    });
  }

  if (isThere) {
    it("is the same on both programs, to the last byte", async () => {
      const [double, metaplex] = [await Fixture.set(METADATA_DOUBLE), await Fixture.set(METAPLEX)];
      for (const metadata of [DIEM, LONGEST, WIDE]) {
        for (const fixture of [double, metaplex]) await fixture.set(metadata);
        expect(await double.account()).to.deep.equal(await metaplex.account());
      }
    });
  }

  describe("refuses", () => {
    let fixture: Fixture;
    before(async () => {
      fixture = await Fixture.set(METADATA_DOUBLE);
    });

    const refused: [string, Partial<TokenMetadata>, Parameters<typeof expectRefusal>[1]][] = [
      ["no name", { name: "" }, "DiemNameOutOfRange"],
      ["a name of 33 bytes", { name: `${"é".repeat(16)}n` }, "DiemNameOutOfRange"],
      ["a name with a zero byte", { name: "DIEM\0" }, "DiemNameOutOfRange"],
      ["no symbol", { symbol: "" }, "DiemSymbolOutOfRange"],
      ["a symbol of 11 bytes", { symbol: "s".repeat(11) }, "DiemSymbolOutOfRange"],
      ["a symbol with a zero byte", { symbol: "\0" }, "DiemSymbolOutOfRange"],
      ["a URI of 201 bytes", { uri: "u".repeat(201) }, "DiemUriOutOfRange"],
      ["a URI with a zero byte", { uri: "u\0u" }, "DiemUriOutOfRange"],
    ];
    for (const [what, change, error] of refused) {
      it(what, () => fixture.governed.refuses(() => fixture.set({ ...DIEM, ...change }), error));
    }

    it("another account than DIEM's metadata", async () => {
      const call = fixture.call(DIEM);
      const [other] = PublicKey.findProgramAddressSync(
        [
          Buffer.from("metadata"),
          constants.TOKEN_METADATA_PROGRAM_ID.toBytes(),
          fixture.world.market.vvvMint.toBytes(),
        ],
        constants.TOKEN_METADATA_PROGRAM_ID,
      );
      const own = pda.diemMetadata(fixture.world.market);
      const keys = call.keys.map((meta) =>
        meta.pubkey.equals(own) ? { ...meta, pubkey: other } : meta,
      );
      const { authority } = fixture.governed;
      const swapped = { ...call, keys };
      await expectRefusal(fixture.world.send([swapped], [authority]), "WrongDiemMetadata");
    });

    it("a metadata program that does not do what it is told", async () => {
      const { embedded } = fixture.world.chain;
      const idle = embedded?.getAccount(MEMO)?.data ?? expect.fail("no memo program");
      embedded?.addProgram(constants.TOKEN_METADATA_PROGRAM_ID, idle);
      await fixture.governed.refuses(() => fixture.set(DIEM), "DiemMetadataMismatch");
    });
  });
});
