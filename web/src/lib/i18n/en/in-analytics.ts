import { analytics } from './analytics.ts';

/** What only reports need. */
export const inAnalytics = { analytics };
