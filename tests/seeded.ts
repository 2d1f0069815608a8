import fc from 'fast-check';
import { count, seed } from './counts.ts';

// Imported for its side effect by files with properties: sets the run's seed and the number of runs.
fc.configureGlobal({ seed, numRuns: count(100, 2000) });
