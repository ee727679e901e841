/** Topics in the order of the book; from the texts, because the book's own list brings its parser along. */
import { policyVi } from '../../../messages/policy.vi.ts';
import type { RuleTopic } from '../../../src/policy/rulebook.ts';

export const RULE_TOPIC_NAMES = Object.keys(policyVi.topics) as readonly RuleTopic[];
