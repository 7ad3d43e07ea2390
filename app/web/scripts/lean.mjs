// Leaves out of the page what web3.js brings along and nothing here calls: a quarter of what it weighs.
import { fileURLToPath } from "node:url";

const WEB3 = /\/@solana\/web3\.js\/lib\/index\.browser\.esm\.js$/;

/**
 * What a bundler must be told of web3.js, as it was compiled without saying so: until then it keeps all classes, and what
 * they import. Each is found in the release that package-lock.json names.
 */
const REPLACED = [
  // the address of a program is made while the module is loaded, and is then set at its class
  [/^((?:const )?[\w.]+ = )(?=new (?:PublicKey|_\w+)\()/gm, "$1/*#__PURE__*/ "],
  [/^(const \w+ = )(?=Object\.freeze\()/gm, "$1/*#__PURE__*/ "],
  // reads of properties, which might do something
  [/^secp256k1\.utils\.isValidPrivateKey;$/m, ""],
  [
    /^const publicKeyCreate = (secp256k1\.getPublicKey);$/m,
    "const publicKeyCreate = (key) => $1(key);",
  ],
];

/** Calls that do nothing but make the layouts of those classes. */
export const PURE = ["BufferLayout"];

/** The plugin; `vite.config.mjs` uses it. */
export const lean = {
  name: "diem-lean",
  transform(code, id) {
    if (!WEB3.test(id)) return null;
    let text = code;
    for (const [found, by] of REPLACED) {
      if (text.search(found) < 0)
        this.error(`web3.js has no ${found} any more: correct ${import.meta.url}`);
      text = text.replace(found, by);
    }
    return { code: text, map: null };
  },
};

const at = (name) => fileURLToPath(new URL(`../src/replaced/${name}.ts`, import.meta.url));

/** Packages that web3.js loads for what nothing here calls, or what a line does as well. */
export const ALIASES = ["borsh", "uuid"].map((name) => ({ find: name, replacement: at(name) }));
