// What the scripts of both module kinds do with what they imported, over the chain at the URL.
const { mkdtempSync, rmSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");
const { argv, stdout } = require("node:process");

const VOUCHER = { clusterTag: new Uint8Array(4), epoch: 412, quota: 0n, diem: 5n, expiry: 0n };

/** Keeps a text in a store of files, and reads it in another opening of that. */
async function keep(withFileStore, value) {
  const folder = mkdtempSync(join(tmpdir(), "diem-package-"));
  try {
    const changes = [{ key: "voucher", value }];
    await withFileStore({ folder }, (store) => store.commit({ changes }));
    return await withFileStore({ folder }, (store) => store.get("voucher"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

exports.work = async ({ accounts, pda, quotes, vouchers, withFileStore, ...web3 }) => {
  const { Connection, Keypair, PublicKey } = web3;
  const [url, ...addresses] = argv.slice(2);
  const [creator, vvvMint] = addresses.map((address) => new PublicKey(address));
  const { market: address } = pda.marketKeys({ creator, vvvMint });
  const market = await accounts.market.fetch(new Connection(url, "confirmed"), address);
  const at = { market, supply: 0n, now: market.genesisTs };
  const cost = quotes.mintQuote({ ...at, amount: 1_000_000_000n });
  const signer = vouchers.signerFromKeypair(Keypair.fromSeed(new Uint8Array(32).fill(9)));
  const signed = await vouchers.sign({ voucher: { ...VOUCHER, channel: vvvMint }, signer });
  const result = {
    market: address.toBase58(),
    totalStaked: market.totalStaked.toString(),
    vvvLocked: cost.vvvLocked.toString(),
    voucher: await keep(withFileStore, vouchers.toText(signed)),
  };
  stdout.write(JSON.stringify(result));
};
