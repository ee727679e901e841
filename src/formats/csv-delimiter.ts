/** Which character separates the fields of a text: the one that cuts most lines into equally many. */
const CANDIDATES = ['\t', ';', ',', '|'] as const;
const LINES_MAX = 200;

/** @param sample the beginning of the text, which may end within a line. A comma when nothing tells. */
export function findDelimiter(sample: string): string {
  const declared = /^sep=(.)\r?\n/i.exec(sample)?.[1];
  if (declared !== undefined) return declared;
  const lines = linesOf(sample);
  let best: string = ',';
  let bestScore = 0;
  for (const delimiter of CANDIDATES) {
    const score = scoreOf(lines, delimiter);
    if (score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}

/** Lines with what stands between quotes taken out, so that separators within do not count. */
function linesOf(sample: string): string[] {
  const bare = sample.replace(/"(?:[^"]|"")*"/g, '""');
  const lines = bare.split(/\r\n|\n|\r/).slice(0, LINES_MAX);
  if (lines.length > 1) lines.pop();
  return lines.filter((line) => line.trim() !== '');
}

/** Lines that have the commonest count of separators, weighed by how many that is. */
function scoreOf(lines: readonly string[], delimiter: string): number {
  const frequency = new Map<number, number>();
  for (const line of lines) {
    const count = line.split(delimiter).length - 1;
    if (count > 0) frequency.set(count, (frequency.get(count) ?? 0) + 1);
  }
  let best = 0;
  for (const [count, times] of frequency) {
    best = Math.max(best, (times / lines.length) * (1 + Math.log2(count + 1) / 8));
  }
  return best;
}
