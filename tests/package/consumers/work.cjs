// What the scripts of both module kinds do with what they imported, over the chain at the URL.
const { argv, stdout } = require("node:process");

const VOUCHER = { clusterTag: new Uint8Array(4), epoch: 412, quota: 0n, diem: 5n, expiry: 0n };

exports.work = async ({ accounts, pda, quotes, vouchers, Connection, Keypair, PublicKey }) => {
  const [url, ...addresses] = argv.slice(2);
  const [creator, vvvMint] = addresses.map((address) => new PublicKey(address));
  const { market: address } = pda.marketKeys({ creator, vvvMint });
  const market = await accounts.market.fetch(new Connection(url, "confirmed"), address);
  const at = { market, supply: 0n, now: market.genesisTs };
  const cost = quotes.mintCost({ ...at, amount: 1_000_000_000n });
  const signer = vouchers.signerFromKeypair(Keypair.fromSeed(new Uint8Array(32).fill(9)));
  const signed = await vouchers.sign({ voucher: { ...VOUCHER, channel: vvvMint }, signer });
  const result = {
    market: address.toBase58(),
    totalStaked: market.totalStaked.toString(),
    vvvLocked: cost.vvvLocked.toString(),
    voucher: vouchers.toText(signed),
  };
  stdout.write(JSON.stringify(result));
};
