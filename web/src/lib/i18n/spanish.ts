export { al, del, el, este, isPlural, lo, los, o, un } from '#contract/spanish.ts';
