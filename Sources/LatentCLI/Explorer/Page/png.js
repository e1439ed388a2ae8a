// PNG files written and read here: no browser keeps texts in them, or writes animated ones.

const pngSignature = [137, 80, 78, 71, 13, 10, 26, 10];
const recipeKeyword = "latents:recipe";

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

function crcOf(bytes) {
  let value = 0xffffffff;
  for (const byte of bytes) value = crcTable[(value ^ byte) & 255] ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}

function joined(parts) {
  const result = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let place = 0;
  for (const part of parts) {
    result.set(part, place);
    place += part.length;
  }
  return result;
}

const bigEndian = (value) => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];

function chunk(name, content) {
  const body = joined([new TextEncoder().encode(name), content]);
  return joined([bigEndian(content.length), body, bigEndian(crcOf(body))]);
}

/// Packed by the browser, or in stored blocks where it cannot.
async function packed(bytes) {
  if (typeof CompressionStream === "function") {
    const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  }
  const parts = [[0x78, 0x01]];
  for (let start = 0; start < bytes.length || start === 0; start += 65535) {
    const block = bytes.subarray(start, start + 65535);
    const isLast = start + 65535 >= bytes.length ? 1 : 0;
    parts.push([isLast, block.length & 255, block.length >> 8, ~block.length & 255, (~block.length >> 8) & 255], block);
  }
  let [a, b] = [1, 0];
  for (const byte of bytes) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  parts.push(bigEndian(((b << 16) | a) >>> 0));
  return joined(parts);
}

/// The rows of a picture with as many channels as the model's, every pixel repeated, unfiltered.
function rowsOf(image, channels, scale) {
  const width = image.width * scale;
  const row = new Uint8Array(1 + width * channels);
  const rows = new Uint8Array(row.length * image.height * scale);
  for (let y = 0; y < image.height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const from = 4 * (y * image.width + Math.floor(x / scale));
      for (let channel = 0; channel < channels; channel += 1) row[1 + x * channels + channel] = image.data[from + channel];
    }
    for (let copy = 0; copy < scale; copy += 1) rows.set(row, (y * scale + copy) * row.length);
  }
  return rows;
}

/// The bytes of a PNG, animated when there are several pictures.
async function pngOf(images, channels, { scale = 1, text = {}, delay = 40, onProgress = () => {} } = {}) {
  const [width, height] = [images[0].width * scale, images[0].height * scale];
  const colorType = { 1: 0, 3: 2, 4: 6 }[channels];
  const parts = [pngSignature, chunk("IHDR", [...bigEndian(width), ...bigEndian(height), 8, colorType, 0, 0, 0])];
  const isAnimated = images.length > 1;
  if (isAnimated) parts.push(chunk("acTL", [...bigEndian(images.length), ...bigEndian(0)]));
  for (const [keyword, value] of Object.entries(text)) {
    const encoder = new TextEncoder();
    parts.push(chunk("iTXt", joined([encoder.encode(keyword), [0, 0, 0, 0, 0], encoder.encode(value)])));
  }
  let sequence = 0;
  for (const [index, image] of images.entries()) {
    if (isAnimated) {
      parts.push(chunk("fcTL", [
        ...bigEndian(sequence++), ...bigEndian(width), ...bigEndian(height), 0, 0, 0, 0, 0, 0, 0, 0,
        delay >> 8, delay & 255, 1000 >> 8, 1000 & 255, 0, 0,
      ]));
    }
    const pixels = await packed(rowsOf(image, channels, scale));
    parts.push(index === 0 ? chunk("IDAT", pixels) : chunk("fdAT", joined([bigEndian(sequence++), pixels])));
    onProgress((index + 1) / images.length);
  }
  parts.push(chunk("IEND", []));
  return joined(parts);
}

/// The recipe in a PNG; null when there is none.
function readRecipe(bytes) {
  if (!pngSignature.every((byte, index) => bytes[index] === byte)) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let place = 8; place + 12 <= bytes.length; ) {
    const length = view.getUint32(place);
    const name = String.fromCharCode(...bytes.subarray(place + 4, place + 8));
    if (place + 12 + length > bytes.length) return null;
    if (name === "iTXt") {
      const content = bytes.subarray(place + 8, place + 8 + length);
      const head = new TextEncoder().encode(recipeKeyword + "\0\0\0\0\0");
      if (head.every((byte, index) => content[index] === byte)) {
        try {
          return JSON.parse(new TextDecoder().decode(content.subarray(head.length)));
        } catch {
          return null;
        }
      }
    }
    place += 12 + length;
  }
  return null;
}
