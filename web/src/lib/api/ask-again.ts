/**
 * How often a visible page asks for what customers write, in milliseconds. They wait for an answer, and whoever has the
 * page open doesn’t reload it.
 */
export const askAgain = { conversation: 15_000, list: 30_000 };
