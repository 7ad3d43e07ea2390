import { type Connection, type PublicKey, SYSVAR_CLOCK_PUBKEY } from "@solana/web3.js";
import { expect } from "chai";
import { accounts, constants, instructions, pda, transactions } from "@diem/sdk";
import { startChain } from "../support/chain";
import { nextEpoch } from "../support/epochs";
import { UNIT } from "../support/market";
import { World } from "../support/world";
import { providerData } from "./accounts-data";
import { accountInfo, key, offlineConnection, thrownBy } from "./support";

const market = pda.marketKeys({ creator: key(3), vvvMint: key(4) });
const [provider, consumer, elsewhere] = [key(5), key(6), key(7)];
/** Terms of the sample: 16 a credit in epoch 17, and the largest u64 in every later one. */
const [NOW_PRICE, LATER_PRICE] = [16n, 2n ** 64n - 1n];
const { genesisTs, epochSecs } = accounts.provider.decode(providerData());
const SLOT = 1_234;

/** Answers with a provider while `epoch` runs, and remembers what was read. */
function reading(epoch: number, read: string[] = [], owner?: PublicKey): Connection {
  const clock = Buffer.alloc(40);
  clock.writeBigInt64LE(genesisTs + BigInt(epoch) * epochSecs, 32);
  const data = new Map([
    [provider.toBase58(), accountInfo(providerData(), owner)],
    [SYSVAR_CLOCK_PUBKEY.toBase58(), accountInfo(clock)],
  ]);
  return offlineConnection({
    getSlot: () => {
      read.push("slot");
      return Promise.resolve(SLOT);
    },
    getAccountInfo: (address: PublicKey) => {
      read.push(address.equals(provider) ? "provider" : "clock");
      return Promise.resolve(data.get(address.toBase58()) ?? null);
    },
  });
}

const input = { market, provider, consumer, deposit: 5n };
const address = { provider, consumer, openedSlot: BigInt(SLOT) };

describe("sdk: transactions.openChannel", () => {
  it("takes the provider's price of now as the maximum, and the connection's slot", async () => {
    const read: string[] = [];
    const opening = await transactions.openChannel({ ...input, connection: reading(17, read) });
    expect(opening).to.deep.equal({
      instructions: [instructions.openChannel({ ...input, ...address, maxPrice: NOW_PRICE })],
      channel: pda.channel(address),
      openedSlot: BigInt(SLOT),
    });
    expect(read.sort()).to.deep.equal(["clock", "provider", "slot"]);
  });

  it("takes the price that the provider set before, from the next epoch on", async () => {
    const connection = reading(18);
    const { instructions: made } = await transactions.openChannel({ ...input, connection });
    const expected = instructions.openChannel({ ...input, ...address, maxPrice: LATER_PRICE });
    expect(made).to.deep.equal([expected]);
  });

  it("stakes for quota when asked, as the consumer", async () => {
    const open = (quotaStake: bigint) =>
      transactions.openChannel({ ...input, quotaStake, connection: reading(17) });
    const { instructions: made, channel } = await open(9n);
    const stake = instructions.stakeQuota({ market, provider, channel, consumer, amount: 9n });
    expect(made.slice(1)).to.deep.equal([stake]);
    expect((await open(0n)).instructions.length).to.equal(1);
  });

  it("reads nothing where price and slot are given, and passes the rest on", async () => {
    const own = {
      ...{ maxPrice: 8n, openedSlot: 9n, voucherSigner: key(8), payer: key(9) },
      programId: elsewhere,
    };
    const opening = { ...input, ...own, quotaStake: 3n };
    const made = await transactions.openChannel({ ...opening, connection: offlineConnection() });
    const at = { provider, consumer, openedSlot: 9n, programId: elsewhere };
    const channel = pda.channel(at);
    expect(made).to.deep.equal({
      instructions: [
        instructions.openChannel({ ...input, ...own }),
        instructions.stakeQuota({ ...at, market, channel, amount: 3n }),
      ],
      channel,
      openedSlot: 9n,
    });
  });

  it("reads accounts of the program that it is told", async () => {
    const connection = reading(17, [], elsewhere);
    await transactions.openChannel({ ...input, connection, programId: elsewhere });
    const error = await thrownBy(() => transactions.openChannel({ ...input, connection }));
    expect(error).to.have.property("name", "WrongAccountType");
  });

  it("says where there is no such provider", async () => {
    const connection = reading(17);
    const opening = { ...input, provider: key(40), connection };
    const error = await thrownBy(() => transactions.openChannel(opening));
    expect(error).to.have.property("name", "AccountNotFound");
  });

  it("opens on the chain what it says, at the price of now and no higher one", async () => {
    const world = await World.create(await startChain(), { epochSecs: 100n });
    const { connection } = world.chain;
    const credits = 30n * constants.CREDIT_UNIT;
    const actor = await world.consumer(10n * UNIT);
    const seller = await world.provider({ capacity: credits, quotaCapacity: credits, price: 3n });
    await nextEpoch(world);
    const opening = await transactions.openChannel({
      connection,
      market: world.market,
      provider: seller.provider,
      consumer: actor.address,
      ...{ deposit: UNIT, quotaStake: 2n * UNIT, voucherSigner: key(8) },
    });
    await world.send(opening.instructions, [actor.keypair]);
    const account = await accounts.channel.fetch(connection, opening.channel);
    const price = 3n;
    expect(account).to.deep.include({ price, deposit: UNIT, staked: 2n * UNIT });
    expect(account.openedSlot).to.equal(opening.openedSlot);
    expect(account.voucherSigner.equals(key(8))).to.equal(true);

    const dear = { ...input, market: world.market, provider: seller.provider };
    const refused = await transactions.openChannel({
      ...{ ...dear, consumer: actor.address, deposit: 0n },
      ...{ connection, maxPrice: price - 1n, openedSlot: opening.openedSlot - 1n },
    });
    const error = await thrownBy(() => world.send(refused.instructions, [actor.keypair]));
    expect(error.name).to.equal("PriceAboveMaximum");
  });
});
