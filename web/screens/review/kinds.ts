/** The words of the review as lists, in the order of their texts. */
import { reviewVi } from '../../../messages/review.vi.ts';
import type { ItemState, ReviewKind } from '../../api/review.ts';

export const REVIEW_KINDS = Object.keys(reviewVi.kind) as ReviewKind[];
export const ITEM_STATES = Object.keys(reviewVi.state) as ItemState[];
