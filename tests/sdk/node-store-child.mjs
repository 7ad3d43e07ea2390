// Writes ever larger figures into a store, and says each one that a commit has taken, until it is killed.
import { argv, stdout } from "node:process";
import { openFileStore } from "@diem/sdk/node";

const [folder, key] = argv.slice(2);
const store = await openFileStore({ folder });
for (let figure = Number(await store.get(key)) + 1; ; figure++) {
  await store.commit({ changes: [{ key, value: String(figure) }] });
  stdout.write(`${figure}\n`);
}
