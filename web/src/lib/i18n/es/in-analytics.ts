import type { Nouns } from '../nouns.ts';
import { analytics } from './analytics.ts';

export const inAnalytics = (nouns: Nouns) => ({ analytics: analytics(nouns) });
