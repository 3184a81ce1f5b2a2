/** Reasons for which a reviewer may reject; an unwelcome number is none. */
export const REJECTIONS = ['source-error', 'method-error', 'text-error', 'disclosure-risk', 'legal'] as const;
export type Rejection = (typeof REJECTIONS)[number];
