import { readdirSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./blocks";

const FOLDER = "docs/guides";

/** The guides, in the order of their names. */
export const GUIDES = readdirSync(join(ROOT, FOLDER))
  .sort()
  .map((name) => `${FOLDER}/${name}`);

/** The pages whose commands and TypeScript are run and compiled. */
export const PAGES = ["README.md", ...GUIDES];
