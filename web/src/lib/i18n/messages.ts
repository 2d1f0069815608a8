import type { inSettings } from './en/in-settings.ts';
import type { inside } from './en/inside.ts';
import type { outside } from './en/outside.ts';

export type Outside = typeof outside;
export type Inside = typeof inside;
export type InSettings = typeof inSettings;

/** Every text of the interface. English says what there is; what it has, every other language has, or it does not compile. */
export type Messages = Outside & Inside & InSettings;
