import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateRawSync } from "node:zlib";

import { createUnpack } from "../../campaign/browser/shared/packed_text.js";

const encode = (text) => new TextEncoder().encode(text);

// The checksum of RFC 1950.
function adler32(bytes) {
  let [a, b] = [1, 0];
  for (const byte of bytes) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return [b >> 8, b & 255, a >> 8, a & 255];
}

const whole = (name, text) => encode(`${name} \n${text}`);

function pack(text, name, base) {
  const packed = deflateRawSync(encode(text), { dictionary: encode(base) });
  const checksum = adler32(encode(base + text));
  return new Uint8Array([...encode(` ${name}\n`), ...packed, ...checksum]);
}

test("a text is unpacked with an earlier text", async () => {
  const unpack = createUnpack();
  assert.equal(await unpack(whole("a1", "Баткен\nЧүй")), "Баткен\nЧүй");
  assert.equal(await unpack(whole("b2", "Ош")), "Ош");
  assert.equal(await unpack(pack("Баткен\nОш", "a1", "Баткен\nЧүй")), "Баткен\nОш");
});

test("a message may be an ArrayBuffer, and long", async () => {
  const unpack = createUnpack();
  const base = Array.from({ length: 9000 }, (_, i) => `${i} `).join("");
  await unpack(whole("a1", base).buffer);
  assert.equal(await unpack(pack(`${base}!`, "a1", base).buffer), `${base}!`);
});

test("unpacking fails without the text that was used for packing", async () => {
  const unpack = createUnpack();
  await assert.rejects(unpack(pack("Ош", "a1", "Чүй")));
  await unpack(whole("a1", "Нарын"));
  await assert.rejects(unpack(pack("Ош", "a1", "Чүй")));
});
