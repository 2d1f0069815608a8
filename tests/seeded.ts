import fc from 'fast-check';
import { count, seed } from './counts.ts';

// Imported for its effect by files with properties: they begin where every run begins, and run more often in full.
fc.configureGlobal({ seed, numRuns: count(100, 2000) });
