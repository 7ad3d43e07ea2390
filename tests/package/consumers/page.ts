import { Connection, Keypair, PublicKey } from "@solana/web3.js";
import { DiemClient, vouchers } from "@diem/sdk";

export interface Given {
  readonly url: string;
  readonly market: string;
  readonly channel: string;
}

/** The database of this page's store. */
const DATABASE = "diem-vouchers";

async function connect({ url, market }: Given): Promise<DiemClient> {
  const connection = new Connection(url, "confirmed");
  return DiemClient.connect({ connection, market: new PublicKey(market), checkCluster: true });
}

/** The ledger of a channel as a page opens it, with 1,000 base units in the channel. */
async function openLedger({ channel }: Given): Promise<vouchers.ConsumerLedger> {
  const terms = {
    channel: new PublicKey(channel),
    clusterTag: new Uint8Array(4),
    ...{ deposit: 1_000n, price: 1n, epoch: 1, allowance: 0n },
  };
  const signer = vouchers.signerFromKeypair(Keypair.fromSeed(new Uint8Array(32).fill(7)));
  const store = await vouchers.indexedDbStore(DATABASE);
  return vouchers.ConsumerLedger.open({ terms, signer, store });
}

/** What the test calls in the page; amounts leave it as text. */
export const page = {
  /** "committed", or the name of the error. */
  async commit(_: Given, batch: vouchers.Batch): Promise<string> {
    const store = await vouchers.indexedDbStore(DATABASE);
    return store.commit(batch).then(
      () => "committed",
      (error: unknown) => (error as Error).name,
    );
  },

  async entries(_: Given, prefix: string): Promise<vouchers.StoreEntry[]> {
    const store = await vouchers.indexedDbStore(DATABASE);
    const found: vouchers.StoreEntry[] = [];
    for await (const entry of store.entries(prefix)) found.push(entry);
    return found;
  },

  async value(_: Given, key: string): Promise<string | null> {
    return (await vouchers.indexedDbStore(DATABASE)).get(key);
  },

  /** Opens a call that may cost so much, and leaves it open: the voucher that goes with it. */
  async openCall(given: Given, most: string): Promise<string> {
    const call = await (await openLedger(given)).open({ diem: BigInt(most) });
    return vouchers.toText(call.signed);
  },

  /** What the ledger knows to be signed. */
  async signed(given: Given): Promise<string> {
    return (await openLedger(given)).state.signed.diem.toString();
  },

  async totalStaked(given: Given): Promise<string> {
    const client = await connect(given);
    return (await client.read.market()).totalStaked.toString();
  },

  async sign(given: Given): Promise<string[]> {
    const pair = await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"]);
    const signers = [
      await vouchers.signerFromWebCrypto(pair as vouchers.WebCryptoKeyPair),
      vouchers.signerFromKeypair(Keypair.generate()),
    ];
    const { clusterTag } = await (await connect(given)).read.market();
    const voucher = {
      clusterTag,
      channel: new PublicKey(given.channel),
      ...{ epoch: 412, quota: 250_000n, diem: 1_500_000_000n, expiry: 0n },
    };
    const signed = signers.map((signer) => vouchers.sign({ voucher, signer }));
    return (await Promise.all(signed)).map(vouchers.toText);
  },

  /** The name of the market's next event. */
  async nextEvent(given: Given): Promise<string> {
    const client = await connect(given);
    return new Promise((resolve, reject) => {
      client.watch.events(({ name }) => resolve(name), { onError: reject });
    });
  },
};

Object.assign(globalThis, { page });
