import type { atSignIn } from './en/auth.ts';
import type { beyondLists } from './en/beyond-lists.ts';
import type { inAnalytics } from './en/in-analytics.ts';
import type { inChart } from './en/in-chart.ts';
import type { inSettings } from './en/in-settings.ts';
import type { inside } from './en/inside.ts';
import type { outside } from './en/outside.ts';
import type { withFiles } from './en/with-files.ts';

export type Outside = typeof outside;
export type Inside = typeof inside;
export type BeyondLists = typeof beyondLists;
export type InSettings = typeof inSettings;
type AtSignIn = typeof atSignIn;
type InAnalytics = typeof inAnalytics;
type InChart = typeof inChart;
type WithFiles = typeof withFiles;

/** Every text of the interface. English says what there is; what it has, every other language has, or it does not compile. */
export type Messages = Outside &
  AtSignIn &
  Inside &
  BeyondLists &
  InSettings &
  InAnalytics &
  InChart &
  WithFiles;
