// Takes the locks that it is told to take, and says what became of it.
import process from "node:process";
import { lock } from "@diem/sdk/node";

let held = null;

process.on("message", async ({ path, waitMs, task }) => {
  if (task === "release") {
    await held?.release();
    held = null;
    process.send({ kind: "released" });
    return;
  }
  try {
    held = await lock({ path, what: "the test", waitMs });
    process.send({ kind: "held", number: held.number });
  } catch ({ name, message }) {
    process.send({ kind: name, message });
  }
});
process.send({ kind: "ready" });
