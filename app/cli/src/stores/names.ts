import { MAX_KEY_BYTES, StoreKeyError } from "./errors";

/** Of an entry's file. What has another ending is no entry. */
const ENDING = ".json";

/**
 * The name of a key's file in the store's folder: everything but letters, digits, `-` and `_` is written as `%` and
 * two hexadecimal digits a byte, so that no name is a path, `.` or `..`.
 *
 * @throws StoreKeyError for a key that is empty or too long.
 */
export function fileOf(key: string): string {
  const bytes = [...new TextEncoder().encode(key)];
  const name = bytes.map((byte) => {
    const character = String.fromCharCode(byte);
    if (/[A-Za-z0-9_-]/.test(character)) return character;
    return `%${byte.toString(16).padStart(2, "0")}`;
  });
  const encoded = name.join("");
  if (encoded.length === 0 || encoded.length > MAX_KEY_BYTES) throw new StoreKeyError(key);
  return `${encoded}${ENDING}`;
}

/** The key of a file's name; null for a file that {@link fileOf} did not name. */
export function keyOf(file: string): string | null {
  if (!file.endsWith(ENDING)) return null;
  try {
    const key = decodeURIComponent(file.slice(0, -ENDING.length));
    return fileOf(key) === file ? key : null;
  } catch {
    return null; // no encoding of a text
  }
}
