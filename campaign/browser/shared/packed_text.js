// Unpacks the texts that `campaign/ui/components/packed_text.py` packs.

const NEW_LINE = 10;
const ZLIB = [0x78, 0x9c]; // the header of the format (RFC 1950)

// Returns a function that unpacks a message to its text. It is rejected without the text that the
// message was packed with, and in a browser without DecompressionStream.
export function createUnpack() {
  const bases = new Map(); // texts that were sent unpacked, by their names
  return async (message) => {
    const bytes = new Uint8Array(message);
    const end = bytes.indexOf(NEW_LINE);
    const [name, base] = toText(bytes.subarray(0, end)).split(" ");
    const body = bytes.subarray(end + 1);
    if (!name) return toText(await inflate(body, bases.get(base)));
    bases.set(name, body);
    return toText(body);
  };
}

const toText = (bytes) => new TextDecoder().decode(bytes);

// The base text goes first, as an uncompressed block: the packed text refers to it.
async function inflate(packed, base) {
  const size = base.length;
  const head = [...ZLIB, 0, size & 255, size >> 8, ~size & 255, (~size >> 8) & 255];
  const source = new Blob([new Uint8Array(head), base, packed]).stream();
  const stream = source.pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer()).subarray(size);
}
