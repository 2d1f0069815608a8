import type { Nouns } from '../nouns.ts';
import { analytics } from './analytics.ts';

/** Texts for reports. */
export const inAnalytics = (nouns: Nouns) => ({ analytics: analytics(nouns) });
