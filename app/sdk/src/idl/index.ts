/** The whole IDL of the program, which the SDK itself does not load. */
import type { Diem } from "./diem";
import json from "./diem.json";

export type { Diem } from "./diem";

/**
 * The program's IDL as Anchor wrote it, for `new Program(idl, provider)` and explorers. As everywhere in
 * Anchor, the type is the camelCase view that `Program` makes of it.
 */
export const idl = json as unknown as Diem;
