const MAGIC = [0x28, 0xb5, 0x2f, 0xfd];
/** One segment, with a content size of four bytes, and no checksum. */
const DESCRIPTOR = 0xa0;
const SIZE_OFFSET = MAGIC.length + 1;
const BLOCK_HEADER_SIZE = 3;
/** Maximum bytes of one block. */
const BLOCK_SIZE = 128 * 1024;

/**
 * A Zstandard frame that holds the bytes as they are. Node 20 has no Zstandard, and on one machine
 * nobody waits for the bytes that compression would save.
 */
export function zstdFrame(bytes: Uint8Array): Buffer {
  const header = Buffer.from([...MAGIC, DESCRIPTOR, 0, 0, 0, 0]);
  header.writeUInt32LE(bytes.length, SIZE_OFFSET);
  const parts: Uint8Array[] = [header];
  let offset = 0;
  do {
    const block = bytes.subarray(offset, offset + BLOCK_SIZE);
    offset += BLOCK_SIZE;
    const blockHeader = Buffer.alloc(BLOCK_HEADER_SIZE);
    const last = offset >= bytes.length ? 1 : 0;
    blockHeader.writeUIntLE((block.length << 3) | last, 0, BLOCK_HEADER_SIZE);
    parts.push(blockHeader, block);
  } while (offset < bytes.length);
  return Buffer.concat(parts);
}
