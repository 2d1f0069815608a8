import fc from 'fast-check';
import { count, seed } from './counts.ts';

// Sets the seed and the number of cases of each property. Test files import this module for its side effect.
fc.configureGlobal({ seed, numRuns: count(100, 2000) });
