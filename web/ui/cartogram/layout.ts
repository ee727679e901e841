/**
 * A population cartogram of circles (Dorling's idea) laid out without forces: circles are placed one
 * by one, from the middle outward, each at the free spot nearest to where its unit really lies. The
 * free spots of a circle are its own place and the places touching one or two circles that stand
 * already, so nothing overlaps, nothing is random and the same units always give the same picture.
 */
export interface CartogramUnit {
  id: string;
  /** degrees */
  lon: number;
  lat: number;
  population: number;
}

export interface CartogramCircle {
  id: string;
  x: number;
  y: number;
  radius: number;
}

export interface CartogramLayout {
  circles: CartogramCircle[];
  width: number;
  height: number;
}

export interface LayoutOptions {
  /** width of the drawing; the height follows from the land's shape */
  width: number;
  /** share of the land's box that the circles fill together */
  density?: number;
  /** between circles */
  gap?: number;
  radiusMin?: number;
}

/** Units without people get the least radius. An empty list gives an empty drawing. */
export function layoutCartogram(
  units: readonly CartogramUnit[],
  options: LayoutOptions,
): CartogramLayout {
  if (units.length === 0) return { circles: [], width: options.width, height: 0 };
  const wanted = project(units, options);
  const order = fromMiddle(wanted);
  const placed: CartogramCircle[] = [];
  const gap = options.gap ?? 2;
  for (const circle of order) placed.push(placeCircle(circle, placed, gap));
  return fit(placed, options.width, gap);
}

/** Degrees to drawing units, north up, with the radii the populations ask for. */
function project(units: readonly CartogramUnit[], options: LayoutOptions): CartogramCircle[] {
  const middleLat = mean(units.map((unit) => unit.lat));
  const squeeze = Math.cos((middleLat * Math.PI) / 180);
  const xs = units.map((unit) => unit.lon * squeeze);
  const ys = units.map((unit) => -unit.lat);
  const box = { x: range(xs), y: range(ys) };
  const side = Math.max(box.x.length, box.y.length, 1e-6);
  const scale = options.width / side;
  const area = Math.max(box.x.length, side * 0.5) * Math.max(box.y.length, side * 0.5) * scale ** 2;
  const people = units.reduce((sum, unit) => sum + Math.max(unit.population, 0), 0);
  const perPerson = people > 0 ? (area * (options.density ?? 0.6)) / (Math.PI * people) : 0;
  return units.map((unit, at) => ({
    id: unit.id,
    x: ((xs[at] ?? 0) - box.x.low) * scale,
    y: ((ys[at] ?? 0) - box.y.low) * scale,
    radius: Math.max(
      Math.sqrt(Math.max(unit.population, 0) * perPerson),
      options.radiusMin ?? options.width / 120,
    ),
  }));
}

/** Near the centre of the people first, so that the rim gives way and the middle stays true. */
function fromMiddle(circles: readonly CartogramCircle[]): CartogramCircle[] {
  const weight = circles.reduce((sum, circle) => sum + circle.radius ** 2, 0);
  const x = circles.reduce((sum, circle) => sum + circle.x * circle.radius ** 2, 0) / weight;
  const y = circles.reduce((sum, circle) => sum + circle.y * circle.radius ** 2, 0) / weight;
  return circles.toSorted(
    (a, b) =>
      Math.hypot(a.x - x, a.y - y) - a.radius - (Math.hypot(b.x - x, b.y - y) - b.radius) ||
      (a.id < b.id ? -1 : 1),
  );
}

function placeCircle(
  circle: CartogramCircle,
  placed: readonly CartogramCircle[],
  gap: number,
): CartogramCircle {
  if (isFree(circle, placed, gap)) return circle;
  let best: CartogramCircle | null = null;
  let bestDistance = Infinity;
  for (const spot of spotsOf(circle, placed, gap)) {
    const distance = Math.hypot(spot.x - circle.x, spot.y - circle.y);
    if (distance >= bestDistance - 1e-9) continue;
    const candidate = { ...circle, ...spot };
    if (!isFree(candidate, placed, gap)) continue;
    best = candidate;
    bestDistance = distance;
  }
  // the outermost spots are free by construction; without any the circle would hide another
  if (!best) throw new Error(`no free spot for ${circle.id}`);
  return best;
}

interface Spot {
  x: number;
  y: number;
}

function* spotsOf(
  circle: CartogramCircle,
  placed: readonly CartogramCircle[],
  gap: number,
): Generator<Spot> {
  for (const other of placed) {
    const reach = other.radius + circle.radius + gap;
    const dx = circle.x - other.x;
    const dy = circle.y - other.y;
    const length = Math.hypot(dx, dy);
    // exactly on top of another: go east
    const [ux, uy] = length === 0 ? [1, 0] : [dx / length, dy / length];
    yield { x: other.x + ux * reach, y: other.y + uy * reach };
    yield { x: other.x - ux * reach, y: other.y - uy * reach };
  }
  for (const [at, a] of placed.entries()) {
    for (const b of placed.slice(at + 1)) yield* touchingBoth(a, b, circle.radius + gap);
  }
}

/** Where a circle of this radius touches both others: none or two places. */
function* touchingBoth(a: CartogramCircle, b: CartogramCircle, radius: number): Generator<Spot> {
  const reachA = a.radius + radius;
  const reachB = b.radius + radius;
  const distance = Math.hypot(b.x - a.x, b.y - a.y);
  if (distance === 0 || distance > reachA + reachB) return;
  const along = (reachA ** 2 - reachB ** 2 + distance ** 2) / (2 * distance);
  const square = reachA ** 2 - along ** 2;
  if (square < 0) return;
  const aside = Math.sqrt(square);
  const ux = (b.x - a.x) / distance;
  const uy = (b.y - a.y) / distance;
  const x = a.x + ux * along;
  const y = a.y + uy * along;
  yield { x: x - uy * aside, y: y + ux * aside };
  yield { x: x + uy * aside, y: y - ux * aside };
}

function isFree(circle: CartogramCircle, placed: readonly CartogramCircle[], gap: number): boolean {
  for (const other of placed) {
    const least = circle.radius + other.radius + gap - 1e-6;
    const dx = circle.x - other.x;
    const dy = circle.y - other.y;
    if (dx * dx + dy * dy < least * least) return false;
  }
  return true;
}

/** Moves and scales the whole so that it fills the width. */
function fit(circles: readonly CartogramCircle[], width: number, gap: number): CartogramLayout {
  const left = Math.min(...circles.map((circle) => circle.x - circle.radius)) - gap;
  const right = Math.max(...circles.map((circle) => circle.x + circle.radius)) + gap;
  const top = Math.min(...circles.map((circle) => circle.y - circle.radius)) - gap;
  const bottom = Math.max(...circles.map((circle) => circle.y + circle.radius)) + gap;
  const scale = width / (right - left);
  const round = (value: number): number => Math.round(value * 100) / 100;
  return {
    width,
    height: round((bottom - top) * scale),
    circles: circles.map((circle) => ({
      id: circle.id,
      x: round((circle.x - left) * scale),
      y: round((circle.y - top) * scale),
      radius: round(circle.radius * scale),
    })),
  };
}

/**
 * The nearest circle in a direction, for the arrow keys: what lies more ahead than aside, near ones
 * first. Undefined at the edge.
 */
export function neighbourOf(
  circles: readonly CartogramCircle[],
  id: string,
  direction: 'up' | 'down' | 'left' | 'right',
): CartogramCircle | undefined {
  const from = circles.find((circle) => circle.id === id);
  if (!from) return circles[0];
  let best: CartogramCircle | undefined;
  let bestCost = Infinity;
  for (const circle of circles) {
    const dx = circle.x - from.x;
    const dy = circle.y - from.y;
    const ahead =
      direction === 'right' ? dx : direction === 'left' ? -dx : direction === 'down' ? dy : -dy;
    const aside = Math.abs(direction === 'left' || direction === 'right' ? dy : dx);
    if (ahead <= 0 || aside > ahead * 1.5) continue;
    const cost = ahead + aside * 2;
    if (cost >= bestCost) continue;
    best = circle;
    bestCost = cost;
  }
  return best;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function range(values: readonly number[]): { low: number; length: number } {
  const low = Math.min(...values);
  return { low, length: Math.max(...values) - low };
}
