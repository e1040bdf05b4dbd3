/** An array as `unpack` gives it: numbers in memory order, the last axis fastest. */
export interface Packed {
  shape: number[];
  data: Float64Array | Float32Array | Int32Array | Int16Array | Uint16Array | Uint8Array;
}
