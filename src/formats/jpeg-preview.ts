/**
 * The eighth-size picture every JPEG carries in itself: the mean colour of each 8 × 8 block (its DC
 * coefficient). Enough for a preview, without a decoder of whole pictures on untrusted bytes.
 */
import type { Pixels } from './pixels.ts';
import { isFrame, readSegments } from './jpeg-segments.ts';

interface Component {
  id: number;
  across: number;
  down: number;
  blocksWide: number;
  blocksHigh: number;
  /** blocks a line of the grid holds, padded to whole units */
  stride: number;
  quantum: number;
  table: number;
  means: Int16Array;
}

interface Frame {
  width: number;
  height: number;
  isProgressive: boolean;
  acrossMax: number;
  downMax: number;
  components: Component[];
}

interface HuffmanTable {
  /** by length of code 1…16: first code, its index among the symbols, how many */
  first: number[];
  index: number[];
  count: number[];
  symbols: Uint8Array;
}

interface Decoding {
  frame?: Frame;
  quanta: Map<number, number>;
  dc: Map<number, HuffmanTable>;
  ac: Map<number, HuffmanTable>;
  restart: number;
}

const BLOCKS_MAX = 4_000_000;

/** undefined where the kind of JPEG has no such picture to give (arithmetic, lossless, CMYK). */
export function readJpegMeans(bytes: Uint8Array): Pixels | undefined {
  const state: Decoding = { quanta: new Map(), dc: new Map(), ac: new Map(), restart: 0 };
  let scanned = 0;
  for (const { marker, body, to } of readSegments(bytes)) {
    if (marker === 0xdb) readQuanta(bytes.subarray(body, to), state);
    else if (marker === 0xc4) readHuffman(bytes.subarray(body, to), state);
    else if (marker === 0xdd) state.restart = ((bytes[body] ?? 0) << 8) | (bytes[body + 1] ?? 0);
    else if (isFrame(marker)) {
      if (marker > 0xc2) return undefined;
      state.frame = readFrame(bytes.subarray(body, to), marker === 0xc2, state);
      if (!state.frame) return undefined;
    } else if (marker === 0xda) {
      if (!state.frame) return undefined;
      scanned += readScan(bytes.subarray(body, to), state.frame, state);
      if (scanned >= state.frame.components.length) return colour(state.frame);
    }
  }
  return undefined;
}

function readQuanta(body: Uint8Array, { quanta }: Decoding): void {
  for (let at = 0; at < body.length;) {
    const head = body[at] ?? 0;
    const isWide = head >> 4 !== 0;
    quanta.set(
      head & 15,
      isWide ? ((body[at + 1] ?? 0) << 8) | (body[at + 2] ?? 0) : (body[at + 1] ?? 0),
    );
    at += isWide ? 129 : 65;
  }
}

function readHuffman(body: Uint8Array, { dc, ac }: Decoding): void {
  for (let at = 0; at + 17 <= body.length;) {
    const head = body[at] ?? 0;
    const count = [0, ...body.subarray(at + 1, at + 17)];
    const first = [0];
    const index = [0];
    let code = 0;
    let seen = 0;
    for (let length = 1; length <= 16; length += 1) {
      code <<= 1;
      first.push(code);
      index.push(seen);
      code += count[length] ?? 0;
      seen += count[length] ?? 0;
    }
    const symbols = body.subarray(at + 17, at + 17 + seen);
    (head >> 4 === 0 ? dc : ac).set(head & 15, { first, index, count, symbols });
    at += 17 + seen;
  }
}

function readFrame(body: Uint8Array, isProgressive: boolean, state: Decoding): Frame | undefined {
  const at = (index: number): number => body[index] ?? 0;
  const height = (at(1) << 8) | at(2);
  const width = (at(3) << 8) | at(4);
  const n = at(5);
  if (at(0) !== 8 || (n !== 1 && n !== 3) || width === 0 || height === 0) return undefined;
  const parts = Array.from({ length: n }, (_, i) => ({
    id: at(6 + i * 3),
    across: at(7 + i * 3) >> 4,
    down: at(7 + i * 3) & 15,
    table: at(8 + i * 3),
  }));
  if (parts.some(({ across, down }) => across < 1 || across > 4 || down < 1 || down > 4)) {
    return undefined;
  }
  const acrossMax = Math.max(...parts.map(({ across }) => across));
  const downMax = Math.max(...parts.map(({ down }) => down));
  const unitsWide = Math.ceil(width / (8 * acrossMax));
  const unitsHigh = Math.ceil(height / (8 * downMax));
  if (unitsWide * unitsHigh * acrossMax * downMax > BLOCKS_MAX) return undefined;
  const components = parts.map(({ table, ...part }) => {
    const stride = unitsWide * part.across;
    return {
      ...part,
      blocksWide: Math.ceil((width * part.across) / (8 * acrossMax)),
      blocksHigh: Math.ceil((height * part.down) / (8 * downMax)),
      stride,
      quantum: state.quanta.get(table) ?? 1,
      table,
      means: new Int16Array(stride * unitsHigh * part.down),
    };
  });
  return { width, height, isProgressive, acrossMax, downMax, components };
}

// ── scans ───────────────────────────────────────────────────────────────────────────────────────

interface ScanPart {
  component: Component;
  dc: HuffmanTable;
  ac: HuffmanTable | undefined;
  last: number;
}

/** How many components it brought. A scan that only refines brings none. */
function readScan(body: Uint8Array, frame: Frame, state: Decoding): number {
  const n = body[0] ?? 0;
  const [start = 0, , precision = 0] = body.subarray(1 + n * 2, 4 + n * 2);
  if (frame.isProgressive && (start !== 0 || precision >> 4 !== 0)) return 0;
  const shift = frame.isProgressive ? precision & 15 : 0;
  const parts: ScanPart[] = [];
  for (let i = 0; i < n; i += 1) {
    const component = frame.components.find(({ id }) => id === body[1 + i * 2]);
    const tables = body[2 + i * 2] ?? 0;
    const dc = state.dc.get(tables >> 4);
    const ac = frame.isProgressive ? undefined : state.ac.get(tables & 15);
    if (!component || !dc || (!frame.isProgressive && !ac)) return 0;
    component.quantum = state.quanta.get(component.table) ?? 1;
    parts.push({ component, dc, ac, last: 0 });
  }
  const bits = new BitReader(body, 4 + n * 2);
  const [only] = parts;
  const isAlone = parts.length === 1 && only !== undefined;
  const wide = isAlone ? only.component.blocksWide : Math.ceil(frame.width / (8 * frame.acrossMax));
  const high = isAlone ? only.component.blocksHigh : Math.ceil(frame.height / (8 * frame.downMax));
  for (let unit = 0; unit < wide * high; unit += 1) {
    if (state.restart > 0 && unit > 0 && unit % state.restart === 0) {
      bits.restart();
      for (const part of parts) part.last = 0;
    }
    const column = unit % wide;
    const row = Math.floor(unit / wide);
    for (const part of parts) {
      const across = isAlone ? 1 : part.component.across;
      const down = isAlone ? 1 : part.component.down;
      for (let block = 0; block < across * down; block += 1) {
        const x = column * across + (block % across);
        const y = row * down + Math.floor(block / across);
        part.component.means[y * part.component.stride + x] = readBlock(bits, part, shift);
      }
    }
    if (bits.isOver) break;
  }
  return parts.length;
}

/** The mean of the block, −128…127; what else stands in it is passed over. */
function readBlock(bits: BitReader, part: ScanPart, shift: number): number {
  const size = bits.symbol(part.dc);
  part.last += size === 0 ? 0 : bits.signed(size);
  if (part.ac) {
    for (let k = 1; k < 64; k += 1) {
      const symbol = bits.symbol(part.ac);
      const length = symbol & 15;
      if (length === 0 && symbol !== 0xf0) break;
      k += symbol >> 4;
      bits.skip(length);
      if (bits.isOver) break;
    }
  }
  return ((part.last << shift) * part.component.quantum) / 8;
}

class BitReader {
  isOver = false;
  readonly #bytes: Uint8Array;
  #at: number;
  #held = 0;
  #bits = 0;

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.#at = at;
  }

  bit(): number {
    if (this.#bits === 0) {
      const byte = this.#bytes[this.#at];
      if (byte === undefined || (byte === 0xff && this.#bytes[this.#at + 1] !== 0)) {
        this.isOver = byte === undefined;
        return 0;
      }
      this.#held = byte;
      this.#at += byte === 0xff ? 2 : 1;
      this.#bits = 8;
    }
    this.#bits -= 1;
    return (this.#held >> this.#bits) & 1;
  }

  skip(count: number): void {
    for (let i = 0; i < count; i += 1) this.bit();
  }

  signed(size: number): number {
    let value = 0;
    for (let i = 0; i < size; i += 1) value = (value << 1) | this.bit();
    return value < 1 << (size - 1) ? value - (1 << size) + 1 : value;
  }

  symbol(table: HuffmanTable): number {
    let code = 0;
    for (let length = 1; length <= 16; length += 1) {
      code = (code << 1) | this.bit();
      const offset = code - (table.first[length] ?? 0);
      if (offset >= 0 && offset < (table.count[length] ?? 0)) {
        return table.symbols[(table.index[length] ?? 0) + offset] ?? 0;
      }
    }
    this.isOver = true;
    return 0;
  }

  /** Past the next restart mark, on a whole byte. */
  restart(): void {
    this.#bits = 0;
    const mark = this.#bytes.indexOf(0xff, this.#at);
    this.#at = mark < 0 ? this.#bytes.length : mark + 2;
  }
}

/** YCbCr (or grey) to red, green, blue. */
function colour({ components, acrossMax, downMax }: Frame): Pixels | undefined {
  const [luma, blue, red] = components;
  if (!luma) return undefined;
  const { blocksWide: width, blocksHigh: height } = luma;
  const rgb = new Uint8ClampedArray(width * height * 3);
  const chroma = (part: Component | undefined, x: number, y: number): number => {
    if (!part) return 0;
    const column = Math.floor((x * part.across) / Math.min(acrossMax, luma.across));
    const row = Math.floor((y * part.down) / Math.min(downMax, luma.down));
    return part.means[row * part.stride + column] ?? 0;
  };
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const light = (luma.means[y * luma.stride + x] ?? 0) + 128;
      const cb = chroma(blue, x, y);
      const cr = chroma(red, x, y);
      rgb.set(
        [light + 1.402 * cr, light - 0.344136 * cb - 0.714136 * cr, light + 1.772 * cb],
        (y * width + x) * 3,
      );
    }
  }
  return { width, height, rgb };
}
