import fc from 'fast-check';
import { count, seed } from './counts.ts';

// Sets the run's seed and the number of runs. Files with property-based tests import this for its side effect.
fc.configureGlobal({ seed, numRuns: count(100, 2000) });
