import fc from 'fast-check';

// vitest.config.mjs sets it, so that a property that fails once fails again on the same tree.
fc.configureGlobal({ seed: Number(process.env.TORTURE_SEED) });
