import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export const SOURCES = "programs/diem/src";

export const sourceOf = (fault) => join(SOURCES, fault.file);

/** Why a fault cannot be put into the tree, or nothing. */
export function refusalOf(root, { file, find, replace }) {
  const occurrences = readFileSync(join(root, SOURCES, file), "utf8").split(find).length - 1;
  if (occurrences !== 1) return `its text occurs ${occurrences} times in ${file}`;
  return find === replace ? "it changes nothing" : undefined;
}

/** Puts a fault into the tree, and returns what takes it out again. */
export function apply(root, fault) {
  const path = join(root, sourceOf(fault));
  const sound = readFileSync(path, "utf8");
  writeFileSync(
    path,
    sound.replace(fault.find, () => fault.replace),
  );
  return () => writeFileSync(path, sound);
}
