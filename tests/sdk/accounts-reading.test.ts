import { expect } from "chai";
import bs58 from "bs58";
import type { GetProgramAccountsFilter, PublicKey } from "@solana/web3.js";
import { accounts, PROGRAM_ID } from "@diem/sdk";
import {
  bondTicketData,
  channelData,
  discriminator,
  marketSample,
  MAX,
  positionData,
  providerData,
  recordData,
  ticketData,
} from "./accounts-data";
import { accountInfo, key, offlineConnection, thrownBy } from "./support";

describe("sdk: reading accounts", () => {
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
        expect(error).to.have.property("name", "WrongAccountType");
        expect(error.message).to.match(reason);
      });
    }

    it("refuses an account of another program, and a missing one", async () => {
      const foreign = accountInfo(ticketData(), key(50));
      const withForeign = offlineConnection({ getAccountInfo: () => Promise.resolve(foreign) });
      const wrong = await thrownBy(() => accounts.ticket.fetch(withForeign, key(9)));
      expect(wrong).to.have.property("name", "WrongAccountType");
      expect(wrong.message).to.contain(key(50).toBase58());
      const options = { programId: key(50) };
      expect((await accounts.ticket.fetch(withForeign, key(9), options)).id).to.equal(MAX);

      const empty = offlineConnection({ getAccountInfo: () => Promise.resolve(null) });
      const missing = await thrownBy(() => accounts.ticket.fetch(empty, key(9)));
      expect(missing).to.have.property("name", "AccountNotFound");
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
        ...kind("Provider", providerData().length),
        at(16),
        at(48),
        at(112),
      ]);
    });
    it("bond tickets", async () => {
      const filter = { provider: key(5) };
      const asked = await ask((connection) => accounts.bondTicket.fetchAll(connection, filter));
      expect(asked).to.deep.equal([...kind("BondTicket", bondTicketData().length), at(16)]);
    });
    it("channels", async () => {
      const filter = { voucherSigner: key(5), consumer: key(5), provider: key(5), market: key(5) };
      const asked = await ask((connection) => accounts.channel.fetchAll(connection, filter));
      const { length } = channelData(0n);
      const offsets = [16, 48, 80, 112];
      expect(asked).to.deep.equal([...kind("Channel", length), ...offsets.map(at)]);
    });
    it("epochs' records", async () => {
      const filter = { market: key(5) };
      const asked = await ask((connection) => accounts.epochRecord.fetchAll(connection, filter));
      expect(asked).to.deep.equal([...kind("EpochRecord", recordData(0).length), at(16)]);
    });
    it("everything of a kind", async () => {
      const asked = await ask((connection) => accounts.ticket.fetchAll(connection));
      expect(asked).to.deep.equal(kind("UnstakeTicket", ticketData().length));
    });
  });
});
