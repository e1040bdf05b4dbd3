// The arrays that Python sent: pages/ui/components/load.py writes what this reads.

const TYPES = {
  f8: Float64Array,
  f4: Float32Array,
  i4: Int32Array,
  i2: Int16Array,
  u2: Uint16Array,
  u1: Uint8Array,
};

/**
 * Bytes -> { meta, arrays: { name: { shape, data } } }.
 * Layout: header length (uint32, little endian), header (JSON), padding to 8 bytes, then each array padded to 8 bytes.
 */
export function unpack(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerLength = view.getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + headerLength)));
  let offset = aligned(4 + headerLength);
  const arrays = {};
  for (const { name, type, shape } of header.arrays) {
    const Type = TYPES[type];
    const length = shape.reduce((product, size) => product * size, 1);
    const part = bytes.slice(offset, offset + length * Type.BYTES_PER_ELEMENT);
    arrays[name] = { shape, data: new Type(part.buffer) };
    offset = aligned(offset + part.byteLength);
  }
  return { meta: header.meta, arrays };
}

function aligned(offset) {
  return Math.ceil(offset / 8) * 8;
}
