/** Short names of the policy categories; `libs/publish/categories.ts` says in full what each covers. */
const NAMES: Readonly<Record<string, string>> = {
  SPM: 'Spam',
  CBR: 'Weapons of mass harm',
  CYB: 'Cyber offence',
  CSE: 'Child exploitation',
  FRD: 'Fraud',
  INF: 'Influence operation',
  VIO: 'Violence',
  SLF: 'Self-harm',
  HAT: 'Hate',
  SUR: 'Surveillance',
  SEX: 'Sexual content',
  REG: 'Regulated advice',
  MOD: 'Model abuse',
  ACC: 'Account abuse',
  OTH: 'Other',
};

/** What people call a category; its code where it has no name yet. */
export function categoryName(code: string): string {
  return NAMES[code] ?? code;
}

/** Every category, for a list to choose from. */
export const CATEGORY_CHOICES = Object.entries(NAMES).map(([value, label]) => ({
  value,
  label: `${label} (${value})`,
}));
