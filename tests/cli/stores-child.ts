import { withStore } from "../../app/cli/src/stores";

/** Writes ever larger figures into a store, and says each one that `set` has taken, until it is killed. */
async function main([folder = "", key = ""]: readonly string[]): Promise<void> {
  await withStore({ folder }, async (store) => {
    for (let figure = Number(await store.get(key)) + 1; ; figure++) {
      await store.set(key, String(figure));
      process.stdout.write(`${String(figure)}\n`);
    }
  });
}

void main(process.argv.slice(2));
