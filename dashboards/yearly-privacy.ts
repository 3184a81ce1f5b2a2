import { REVISION_RESERVE, YEARLY_BUDGET } from '#disclosure/privacy-cost';

const decimal = ({ numerator, denominator }: { readonly numerator: bigint; readonly denominator: bigint }) =>
  String(Number(numerator) / Number(denominator));

/** Marks for questions about the ledger: zCDP ρ that a year may spend, and of it the reserve for revisions. */
export const yearlyPrivacy = {
  yearly_budget: decimal(YEARLY_BUDGET),
  revision_reserve: decimal(REVISION_RESERVE),
};
