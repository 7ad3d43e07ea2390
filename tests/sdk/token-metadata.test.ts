import { expect } from "chai";
import { PublicKey } from "@solana/web3.js";
import { constants, pda } from "@diem/sdk";
import { decodeMetadata } from "../../app/sdk/dist/token-metadata";
import { key } from "./support";

const text = (content: string, length: number) => {
  const bytes = Buffer.alloc(4 + length);
  bytes.writeUInt32LE(length);
  bytes.write(content, 4);
  return bytes;
};

/** Kind, update authority and mint; the texts, filled up with zero bytes; and more behind them. */
const account = Buffer.concat([
  Buffer.alloc(65, 4),
  ...[text("Diem é", 32), text("DIEM", 10), text("", 200)],
  Buffer.of(1, 2, 3),
]);

describe("sdk: token metadata", () => {
  it("is where Metaplex's program keeps it", () => {
    const program = new PublicKey("metaqbxxUerdq28cj1RbAWkYQm3ybzjb6a8bt518x1s");
    const diemMint = key(9);
    const seeds = [Buffer.from("metadata"), program.toBytes(), diemMint.toBytes()];
    const [expected] = PublicKey.findProgramAddressSync(seeds, program);
    expect(pda.diemMetadata({ diemMint }).toBase58()).to.equal(expected.toBase58());
    expect(constants.TOKEN_METADATA_PROGRAM_ID.equals(program)).to.equal(true);
  });

  it("is read without what fills it up", () => {
    expect(decodeMetadata(account)).to.deep.equal({ name: "Diem é", symbol: "DIEM", uri: "" });
  });

  it("is not read from an account that is cut", () => {
    for (let length = 0; length < account.length - 3; length++) {
      const cut = () => decodeMetadata(account.subarray(0, length));
      expect(cut, `${length} bytes`).to.throw(RangeError);
    }
  });
});
