// What the SDK's sources need of the IDL, made of src/idl/diem.json before they are compiled:
//   src/idl/layouts.json   what it reads at run time
//   src/idl/diem.ts        the IDL as a type
//   node app/sdk/scripts/idl.mjs
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { idlTypeOf } from "./idl-type.mjs";
import { layoutsOf } from "./layouts.mjs";

const folder = join(dirname(fileURLToPath(import.meta.url)), "..", "src", "idl");
const idl = JSON.parse(readFileSync(join(folder, "diem.json"), "utf8"));

/** Leaves what is up to date untouched, so that the compiler has nothing to do. */
function write(name, text) {
  const path = join(folder, name);
  if (existsSync(path) && readFileSync(path, "utf8") === text) return;
  writeFileSync(path, text);
}

write("layouts.json", `${JSON.stringify(layoutsOf(idl), null, 2)}\n`);
write("diem.ts", idlTypeOf(idl));
