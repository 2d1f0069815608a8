import type { Component } from 'svelte';

/** An option in the palette. Choosing it opens `href` or calls `run`. */
export interface PaletteEntry {
  id: string;
  label: string;
  detail?: string;
  keys?: string;
  icon?: Component<{ class?: string }>;
  href?: string;
  run?: () => void;
}
