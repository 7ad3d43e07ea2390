import { createPrivateKey, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { accounts, vouchers } from "@diem/sdk";
import { openFileStore } from "@diem/sdk/node";
import { PublicKey } from "@solana/web3.js";
import { fieldOffset } from "../../app/sdk/dist/codec/layout";
import { epoch as runningEpoch } from "../../tests/support/epochs";
import { UNIT } from "../../tests/support/market";
import type { BenchMarket } from "./market";

const KEY_LENGTH = 32;

/** Puts so many channels on the chain, and a voucher of each, with a key of its own, into the gateway's store. */
export async function addChannels(market: BenchMarket, count: number): Promise<void> {
  const { embedded, connection } = market.world.chain;
  const account = embedded?.getAccount(market.channel) ?? null;
  if (embedded === undefined || account === null) throw new Error("needs the embedded chain");
  const original = await accounts.channel.fetch(connection, market.channel);
  const clock = await market.world.marketAccount();
  const { clusterTag } = clock;
  const epoch = await runningEpoch(market.world);
  const now = await market.world.chain.now();
  const store = await openFileStore({ folder: market.store });
  try {
    const ledger = await vouchers.ProviderLedger.open({ store, clusterTag, clock });
    const added = Array.from({ length: count }, async () => {
      const address = new PublicKey(randomBytes(KEY_LENGTH));
      const signer = newSigner();
      const data = Buffer.from(account.data);
      data.set(signer.publicKey.toBytes(), fieldOffset("channel", "voucherSigner"));
      embedded.setAccount(address, { ...account, data });
      const channel = { ...original, address, voucherSigner: signer.publicKey };
      await ledger.track(vouchers.providerChannelTerms({ channel, epoch }));
      const figures = { epoch, quota: 0n, diem: UNIT, expiry: 0n };
      const voucher = { clusterTag, channel: address, ...figures };
      await ledger.accept(await vouchers.sign({ voucher, signer }), { now });
    });
    await Promise.all(added);
  } finally {
    await store.close();
  }
}

/** With a new key, by the library of the operating system. */
function newSigner(): vouchers.VoucherSigner {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519", {
    privateKeyEncoding: { format: "der", type: "pkcs8" },
    publicKeyEncoding: { format: "der", type: "spki" },
  });
  const key = createPrivateKey({ key: privateKey, format: "der", type: "pkcs8" });
  return {
    publicKey: new PublicKey(publicKey.subarray(-KEY_LENGTH)),
    signMessage: (bytes) => Promise.resolve(new Uint8Array(sign(null, bytes, key))),
  };
}
