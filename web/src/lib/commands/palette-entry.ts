import type { Component } from 'svelte';

/** Something that can be chosen in the palette: it leads somewhere or does something. */
export interface PaletteEntry {
  id: string;
  label: string;
  detail?: string;
  keys?: string;
  icon?: Component<{ class?: string }>;
  href?: string;
  run?: () => void;
}
