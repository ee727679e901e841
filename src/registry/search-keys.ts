/**
 * The search row of a person: the name as sorted words, and 32-bit keys for an inverted index of
 * integers: of its words, its pairs of words, each word with birth year and with sex. Vietnamese
 * names share few words (nguyen, van, thi stand in a third of all). Pairs are ten to a hundred
 * times rarer, so an intersection of pairs stays short where one of words does not; counts of pairs
 * say how the parts go together (nearly no man is a "thi"). See docs/decisions/0004.
 */
import { hashText } from '../kernel/random.ts';
import { fold } from '../kernel/text.ts';

/** Longer names keep pairs of their first words only: 10 words make 45 pairs. */
const PAIR_WORDS_MAX = 10;

export function nameWords(name: string): string[] {
  const folded = fold(name);
  return folded === '' ? [] : [...new Set(folded.split(' '))].sort();
}

export function wordKey(word: string): number {
  return hashText(`w:${word}`) | 0;
}

/** In the table of counts: the number of all people. */
export const TOTAL_KEY = wordKey('');

/** The same key in either order. */
export function pairKey(a: string, b: string): number {
  return hashText(a < b ? `p:${a} ${b}` : `p:${b} ${a}`) | 0;
}

export function yearKey(word: string, birthYear: number): number {
  return hashText(`y:${birthYear} ${word}`) | 0;
}

export function sexKey(word: string, sex: string): number {
  return hashText(`s:${sex} ${word}`) | 0;
}

/** All pairs of different words, first the pairs of the first words. */
export function pairsOf(words: readonly string[]): [string, string][] {
  const pairs: [string, string][] = [];
  const kept = words.slice(0, PAIR_WORDS_MAX);
  for (let i = 0; i < kept.length; i += 1) {
    for (let j = i + 1; j < kept.length; j += 1) pairs.push([kept[i] ?? '', kept[j] ?? '']);
  }
  return pairs;
}

export function searchKeysOf(
  fullName: string,
  birthYear: number | null,
  sex: string | null,
): number[] {
  const words = nameWords(fullName);
  const keys = new Set<number>();
  for (const word of words) {
    keys.add(wordKey(word));
    if (birthYear !== null) keys.add(yearKey(word, birthYear));
    if (sex !== null) keys.add(sexKey(word, sex));
  }
  for (const [a, b] of pairsOf(words)) keys.add(pairKey(a, b));
  return [...keys];
}

/** An array of integers as PostgreSQL reads it. */
export function toArrayText(values: readonly number[]): string {
  return `{${values.join(',')}}`;
}
