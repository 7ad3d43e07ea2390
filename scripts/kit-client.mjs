// A client of the program for @solana/kit, made by codama from the IDL. Codama's renderer leaves out events: as types they get
// decoders, of which each refuses the data of another event.
//   node scripts/kit-client.mjs <folder> [IDL]    writes TypeScript into the folder
import { readFileSync } from "node:fs";
import { argv } from "node:process";
import { rootNodeFromAnchor } from "@codama/nodes-from-anchor";
import { renderVisitor } from "@codama/renderers-js";
import { createFromRoot, definedTypeNode } from "codama";

const [, , folder, idl = "app/sdk/src/idl/diem.json"] = argv;
const root = rootNodeFromAnchor(JSON.parse(readFileSync(idl, "utf8")));
const { program } = root;
const events = program.events.map(({ name, docs, data }) =>
  definedTypeNode({ name: `${name}Event`, docs, type: data }),
);
const definedTypes = [...program.definedTypes, ...events];
const codama = createFromRoot({ ...root, program: { ...program, definedTypes } });
await codama.accept(renderVisitor(folder, { formatCode: false, syncPackageJson: false }));
