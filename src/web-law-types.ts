/** Rules and worked cases in the form the web build takes along (web-law.ts). */
import type { LawCase } from './policy/cases.ts';
import type { Rule } from './policy/rulebook.ts';

/** A worked case as the page shows it; `expected` has come out of the rules when this was built. */
export type ShippedCase = Pick<
  LawCase,
  'id' | 'kind' | 'title' | 'citation' | 'confidence' | 'input' | 'expected'
> & { passed: boolean };

export interface ShippedRule extends Rule {
  /** its place in the book of this build */
  id: number;
  cases: readonly string[];
}

export interface ShippedRules {
  rules: readonly ShippedRule[];
  cases: readonly ShippedCase[];
}
