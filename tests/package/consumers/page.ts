import { Connection, Keypair, PublicKey } from "@solana/web3.js";
import { DiemClient, vouchers } from "@diem/sdk";

export interface Given {
  readonly url: string;
  readonly market: string;
  readonly channel: string;
}

async function connect({ url, market }: Given): Promise<DiemClient> {
  const connection = new Connection(url, "confirmed");
  return DiemClient.connect({ connection, market: new PublicKey(market), checkCluster: true });
}

/** What the test calls in the page; amounts leave it as text. */
export const page = {
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
