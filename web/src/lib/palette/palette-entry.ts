import type { Component } from 'svelte';

/** An entry of the palette: a destination or an action. */
export interface PaletteEntry {
  id: string;
  label: string;
  detail?: string;
  keys?: string;
  icon?: Component<{ class?: string }>;
  href?: string;
  run?: () => void;
}
