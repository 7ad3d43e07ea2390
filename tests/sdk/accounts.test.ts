import { expect } from "chai";
import bs58 from "bs58";
import type { GetProgramAccountsFilter, PublicKey } from "@solana/web3.js";
import { accounts, errors, idl, PROGRAM_ID } from "@diem/sdk";
import { accountInfo, anchorProgram, isBN, key, offlineConnection, thrownBy } from "./support";

const u64 = (value: bigint) => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(value);
  return bytes;
};
const i64 = (value: bigint) => u64(BigInt.asUintN(64, value));
const MAX = 2n ** 64n - 1n;
const discriminator = (name: string) =>
  Buffer.from(
    idl.accounts.find((account) => (account.name as string) === name)?.discriminator ?? [],
  );

const ticketData = (version = 1) =>
  Buffer.concat([
    discriminator("UnstakeTicket"),
    Buffer.from([version, 254, 9, 9, 9, 9, 9, 9]),
    key(1).toBuffer(),
    key(2).toBuffer(),
    u64(MAX),
    u64(2n ** 53n + 1n),
    i64(-3n),
    i64(4n),
    Buffer.alloc(32, 9),
  ]);

const positionData = () =>
  Buffer.concat([
    discriminator("StakePosition"),
    Buffer.from([1, 253, 9, 9, 4, 3, 2, 1]),
    ...[key(1), key(2), key(3)].map((part) => part.toBuffer()),
    ...[10n, 11n, 12n, 13n].map(u64), // staked, locked, outstanding, cooling
    ...[1n, 2n].map(u64), // fee checkpoint, low word first
    ...[MAX, 3n].map(u64),
    ...[0n, MAX].map(u64),
    ...[14n, 15n, MAX].map(u64),
    Buffer.alloc(128, 9),
  ]);

const providerData = (price: bigint) =>
  Buffer.concat([
    discriminator("Provider"),
    Buffer.from([1, 252, 9, 9, 9, 9, 9, 9]),
    ...[key(1), key(2), key(3), key(4), key(5)].map((part) => part.toBuffer()),
    Buffer.alloc(32, 7),
    Buffer.from("https://ü").subarray(0, 9),
    Buffer.alloc(119, 0),
    ...[20n, price, 21n, 22n, 23n].map(u64),
    Buffer.alloc(384, 9),
  ]);

describe("sdk: accounts", () => {
  it("decodes a ticket, every byte of it placed by hand", () => {
    expect(accounts.ticket.decode(ticketData())).to.deep.equal({
      version: 1,
      bump: 254,
      position: key(1),
      rentPayer: key(2),
      id: MAX,
      amount: 2n ** 53n + 1n,
      requestedTs: -3n,
      readyTs: 4n,
    });
  });

  it("decodes a position, with Q64.64 numbers as one integer", () => {
    expect(accounts.position.decode(positionData())).to.deep.equal({
      version: 1,
      bump: 253,
      openTickets: 0x01020304,
      market: key(1),
      owner: key(2),
      rentPayer: key(3),
      staked: 10n,
      locked: 11n,
      outstanding: 12n,
      cooling: 13n,
      feeCheckpoint: (2n << 64n) | 1n,
      unlockedCheckpoint: (3n << 64n) | MAX,
      lockedCheckpoint: MAX << 64n,
      unclaimedFees: 14n,
      unclaimedRewards: 15n,
      nextTicketId: MAX,
    });
  });

  it("decodes a provider, with its endpoint as text and no price as null", () => {
    const data = providerData(0n);
    data[10] = 9; // endpoint_len
    expect(accounts.provider.decode(data)).to.deep.equal({
      version: 1,
      bump: 252,
      market: key(1),
      owner: key(2),
      rentPayer: key(3),
      operator: key(4),
      revenue: key(5),
      priceListHash: new Uint8Array(32).fill(7),
      endpoint: Buffer.from("https://ü").subarray(0, 9).toString(),
      bond: 20n,
      price: null,
      claimable: 21n,
      totalRevenue: 22n,
      sequence: 23n,
    });
    expect(accounts.provider.decode(providerData(MAX)).price).to.equal(MAX);
  });

  it("decodes every field of a market as Anchor's own coder does", () => {
    const { data, fields } = marketSample();
    const decoded = accounts.market.decode(data) as unknown as Record<string, unknown>;
    const filler = ["padding", "padding2", "reserved"];
    const names = Object.keys(fields).filter((name) => !filler.includes(name));
    expect(Object.keys(decoded)).to.have.members(names);
    for (const name of names) expect(decoded[name], name).to.deep.equal(plain(fields[name]));
  });

  it("gives the addresses of a market as instructions take them", () => {
    const { data } = marketSample();
    const market = { address: key(77), ...accounts.market.decode(data) };
    expect(accounts.market.keys(market)).to.deep.equal({
      market: key(77),
      vvvMint: market.vvvMint,
      diemMint: market.diemMint,
      stakeVault: market.stakeVault,
      bondVault: market.bondVault,
      rewardVault: market.rewardVault,
      escrow: market.escrow,
      feePool: market.feePool,
    });
  });

  describe("refusals", () => {
    const cases: [what: string, data: Buffer, reason: RegExp][] = [
      ["another kind of account", positionData(), /discriminator/],
      ["no data", Buffer.alloc(0), /discriminator/],
      ["a byte too few", ticketData().subarray(0, -1), /143 bytes instead of 144/],
      ["a byte too many", Buffer.concat([ticketData(), Buffer.alloc(1)]), /145 bytes/],
      ["another version", ticketData(2), /version is 2/],
    ];
    for (const [what, data, reason] of cases) {
      it(`refuses ${what}`, async () => {
        const error = await thrownBy(() => accounts.ticket.decode(data));
        expect(error).to.be.instanceOf(errors.AccountTypeError);
        expect(error.message).to.match(reason);
      });
    }

    it("refuses an account of another program, and a missing one", async () => {
      const foreign = accountInfo(ticketData(), key(50));
      const withForeign = offlineConnection({ getAccountInfo: () => Promise.resolve(foreign) });
      const wrong = await thrownBy(() => accounts.ticket.fetch(withForeign, key(9)));
      expect(wrong).to.be.instanceOf(errors.AccountTypeError);
      expect(wrong.message).to.contain(key(50).toBase58());
      const options = { programId: key(50) };
      expect((await accounts.ticket.fetch(withForeign, key(9), options)).id).to.equal(MAX);

      const empty = offlineConnection({ getAccountInfo: () => Promise.resolve(null) });
      const missing = await thrownBy(() => accounts.ticket.fetch(empty, key(9)));
      expect(missing).to.be.instanceOf(errors.AccountNotFoundError);
      expect(missing.message).to.contain(key(9).toBase58());
      expect(await accounts.ticket.fetchNullable(empty, key(9))).to.equal(null);
    });
  });

  it("fetches many in chunks of 100, in order, with nulls where there is nothing", async () => {
    const chunks: number[] = [];
    const connection = offlineConnection({
      getMultipleAccountsInfo: (addresses: PublicKey[]) => {
        chunks.push(addresses.length);
        const info = (address: PublicKey) =>
          address.equals(key(9)) ? accountInfo(ticketData()) : null;
        return Promise.resolve(addresses.map(info));
      },
    });
    const addresses = Array.from({ length: 201 }, (_, index) => key(index === 150 ? 9 : 8));
    const found = await accounts.ticket.fetchMany(connection, addresses);
    expect(chunks).to.deep.equal([100, 100, 1]);
    expect(found.length).to.equal(201);
    expect(found.flatMap((ticket, index) => (ticket === null ? [] : [index]))).to.deep.equal([150]);
    expect(await accounts.ticket.fetchMany(connection, [])).to.deep.equal([]);
  });

  describe("fetchAll filters by kind, size and address", () => {
    const ask = async (
      read: (connection: ReturnType<typeof offlineConnection>) => Promise<unknown>,
    ): Promise<GetProgramAccountsFilter[]> => {
      let asked: GetProgramAccountsFilter[] = [];
      await read(
        offlineConnection({
          getProgramAccounts: (
            programId: PublicKey,
            { filters }: { filters: GetProgramAccountsFilter[] },
          ) => {
            expect(programId.equals(PROGRAM_ID)).to.equal(true);
            asked = filters;
            return Promise.resolve([]);
          },
        }),
      );
      return asked;
    };
    const kind = (name: string, dataSize: number) => [
      { dataSize },
      { memcmp: { offset: 0, bytes: bs58.encode(discriminator(name)) } },
    ];
    const at = (offset: number) => ({ memcmp: { offset, bytes: key(5).toBase58() } });

    it("markets", async () => {
      const filter = { creator: key(5), vvvMint: key(5) };
      const asked = await ask((connection) => accounts.market.fetchAll(connection, filter));
      const { data } = marketSample();
      expect(asked).to.deep.equal([...kind("Market", data.length), at(16), at(176)]);
    });
    it("positions", async () => {
      const filter = { owner: key(5), market: key(5) };
      const asked = await ask((connection) => accounts.position.fetchAll(connection, filter));
      expect(asked).to.deep.equal([
        ...kind("StakePosition", positionData().length),
        at(16),
        at(48),
      ]);
    });
    it("tickets", async () => {
      const asked = await ask((connection) =>
        accounts.ticket.fetchAll(connection, { position: key(5) }),
      );
      expect(asked).to.deep.equal([...kind("UnstakeTicket", ticketData().length), at(16)]);
    });
    it("providers", async () => {
      const filter = { market: key(5), owner: key(5), operator: key(5) };
      const asked = await ask((connection) => accounts.provider.fetchAll(connection, filter));
      expect(asked).to.deep.equal([
        ...kind("Provider", providerData(0n).length),
        at(16),
        at(48),
        at(112),
      ]);
    });
    it("everything of a kind", async () => {
      const asked = await ask((connection) => accounts.ticket.fetchAll(connection));
      expect(asked).to.deep.equal(kind("UnstakeTicket", ticketData().length));
    });
  });
});

/** A market whose bytes are all different, and what Anchor's own coder reads from them. */
function marketSample(): { data: Buffer; fields: Record<string, unknown> } {
  const { size } = anchorProgram.account.market;
  const data = Buffer.from(Array.from({ length: size }, (_, index) => (index * 151 + 17) % 256));
  discriminator("Market").copy(data);
  data[8] = 1; // version
  const fields = anchorProgram.coder.types.decode<Record<string, unknown>>(
    "market",
    data.subarray(8),
  );
  return { data, fields };
}

/** What the SDK makes of a value of Anchor's coder. */
function plain(value: unknown): unknown {
  if (isBN(value)) return BigInt(value.toString());
  if (Array.isArray(value)) return Uint8Array.from(value as number[]);
  if (typeof value !== "object" || value === null || "toBase58" in value) return value;
  const parts = Object.entries(value).map(([name, part]) => [name, plain(part)] as const);
  const fields: Record<string, unknown> = Object.fromEntries(parts);
  const { lo, hi } = fields;
  return typeof lo === "bigint" && typeof hi === "bigint" ? (hi << 64n) | lo : fields;
}
