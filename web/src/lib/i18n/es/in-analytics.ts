import { analytics } from './analytics.ts';

export const inAnalytics = { analytics };
