export { nounsOf, ofTypes, type Noun, type Nouns } from '#contract/nouns.ts';
