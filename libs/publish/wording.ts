/** Words that would say of a single actor what noise keeps open. */
const WORDING = [
  /\b(?:the only|a single|exactly one|just one|only one) (?:case|account|actor|user|customer|campaign)s? (?:was|were|in|is)\b/i,
  /\bone (?:account|actor|user|customer) was\b/i,
  /\bthe only (?:case|account|actor|user|customer|campaign)\b/i,
];

/** @returns whether a text speaks of a single actor */
export function speaksOfOne(text: string): boolean {
  return WORDING.some((pattern) => pattern.test(text));
}
