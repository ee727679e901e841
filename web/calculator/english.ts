/** The English texts together, so that they come in one request. */
export { policyEn } from '../../messages/policy.en.ts';
export { webCalculatorEn } from '../../messages/web-calculator.en.ts';
