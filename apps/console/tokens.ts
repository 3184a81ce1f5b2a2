/** Whether the installation shows invented data. */
export const DEMO = Symbol('demo');
