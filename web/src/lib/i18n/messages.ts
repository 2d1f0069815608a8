import type { atSignIn } from './en/auth.ts';
import type { beyondLists } from './en/beyond-lists.ts';
import type { inAnalytics } from './en/in-analytics.ts';
import type { inChart } from './en/in-chart.ts';
import type { inSettings } from './en/in-settings.ts';
import type { inside } from './en/inside.ts';
import type { outside } from './en/outside.ts';
import type { withFiles } from './en/with-files.ts';

export type Outside = ReturnType<typeof outside>;
export type Inside = ReturnType<typeof inside>;
export type BeyondLists = ReturnType<typeof beyondLists>;
export type InSettings = ReturnType<typeof inSettings>;
type AtSignIn = ReturnType<typeof atSignIn>;
type InAnalytics = ReturnType<typeof inAnalytics>;
type InChart = ReturnType<typeof inChart>;
type WithFiles = ReturnType<typeof withFiles>;

/**
 * All texts of the interface. English defines the keys, and every other language must have them to compile.
 */
export type Messages = Outside &
  AtSignIn &
  Inside &
  BeyondLists &
  InSettings &
  InAnalytics &
  InChart &
  WithFiles;
