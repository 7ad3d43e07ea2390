// Puts many faults into one copy of the program, where a number chooses one of them at run time: one compilation serves all.
import { Buffer } from "node:buffer";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SOURCES } from "./apply.mjs";
import { functionBodies } from "./bodies.mjs";

/** Stands in the compiled program before the two bytes of the chosen number. */
const MARK = "DIEM-FAULT-NO:";
/** Names the number to the program's own tests. */
export const CHOICE = "DIEM_FAULT";

const SWITCH = `//! Which of the deliberate faults is chosen: none is number 0.
#![allow(unsafe_code)]

#[cfg(target_os = "solana")]
static NUMBER: [u8; ${MARK.length + 2}] = *b"${MARK}\\0\\0";

#[cfg(target_os = "solana")]
#[inline(never)]
pub fn chosen() -> u16 {
    let bytes = core::ptr::addr_of!(NUMBER).cast::<u8>();
    // what stands in the program's file counts, and not what it was compiled with
    let byte = |nth| unsafe { core::ptr::read_volatile(bytes.add(nth)) };
    u16::from_le_bytes([byte(${MARK.length}), byte(${MARK.length + 1})])
}

#[cfg(not(target_os = "solana"))]
pub fn chosen() -> u16 {
    static CHOSEN: std::sync::OnceLock<u16> = std::sync::OnceLock::new();
    *CHOSEN.get_or_init(|| std::env::var("${CHOICE}").map_or(0, |number| number.parse().unwrap()))
}
`;

/**
 * Puts those of `faults` that lie within a function into the program of the tree `folder`, and returns their numbers by
 * their ids.
 */
export function combine(folder, faults) {
  const numbers = new Map();
  const sources = new Set(faults.map(({ file }) => file));
  for (const file of sources) {
    const path = join(folder, SOURCES, file);
    const text = readFileSync(path, "utf8");
    const arms = new Map(functionBodies(text).map((body) => [body, []]));
    for (const fault of faults.filter((one) => one.file === file)) {
      const at = text.indexOf(fault.find);
      const isAround = ({ from, to }) => at >= from && at + fault.find.length <= to;
      const body = [...arms.keys()].find(isAround);
      if (body === undefined) continue;
      numbers.set(fault.id, numbers.size + 1);
      const spoilt = [
        ...[text.slice(body.from, at), fault.replace],
        text.slice(at + fault.find.length, body.to),
      ].join("");
      arms.get(body).push(`${numbers.size} => {${spoilt}}`);
    }
    writeFileSync(path, withArms(text, arms));
  }
  writeFileSync(join(folder, SOURCES, "fault.rs"), SWITCH);
  const library = join(folder, SOURCES, "lib.rs");
  const contents = readFileSync(library, "utf8").replace("\nmod security;", "\nmod fault;$&");
  writeFileSync(library, contents);
  return numbers;
}

/** The source with a choice in each function that has faults. */
function withArms(text, arms) {
  const bodies = [...arms].filter(([, list]) => list.length > 0);
  const ends = bodies.map(([{ to }]) => to);
  const parts = bodies.map(([{ from, to }, list], nth) => {
    const sound = `_ => {${text.slice(from, to)}}`;
    const choice = [" match crate::fault::chosen() {", ...list, sound, "} "].join("\n");
    return text.slice(ends[nth - 1] ?? 0, from) + choice;
  });
  return parts.join("") + text.slice(ends.at(-1) ?? 0);
}

/** The compiled program with the number chosen. */
export function choose(program, number) {
  const at = program.indexOf(MARK);
  if (at < 0 || program.indexOf(MARK, at + 1) >= 0) {
    throw new Error(`${MARK} must stand in the program once`);
  }
  const chosen = Buffer.from(program);
  chosen.writeUInt16LE(number, at + MARK.length);
  return chosen;
}
